"""Checks with nibabel the NIfTI files that NiftiWriter wrote.

    mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/cp.txt
    java -cp target/classes:$(cat target/cp.txt) scripts/reference/RewriteNifti.java \\
        src/test/resources/org/gliomagrading/nifti/files target/written
    python scripts/reference/check_written_nifti.py target/written src/test/resources/org/gliomagrading/nifti/files
    python scripts/reference/check_written_nifti.py COHORT

Every file below the first folder must open in nibabel, with all its voxels, and nibabel's own check of the header must
have nothing to say. With a second folder, shape, type, affine, spacing and stored voxels must equal those of the file that
it was made from (new-NAME: its affine to single precision). Made with Python 3.11, numpy 2.4.6 and nibabel 5.4.2.
"""
import sys
from pathlib import Path

import nibabel as nib
import numpy as np


def problems(path, originals):
    image = nib.load(path)
    header = image.header
    found = []
    said = nib.Nifti1Header.diagnose_binaryblock(header.binaryblock)
    stored = np.asarray(image.dataobj.get_unscaled())
    made = path.name.startswith('new-')
    if said and (originals is None or made):
        found.append(said)
    if originals is None:
        return found
    original = nib.load(originals / path.name.removeprefix('new-'))
    expected = np.asarray(original.dataobj.get_unscaled())
    if image.shape != original.shape or image.get_data_dtype().newbyteorder('=') != original.get_data_dtype().newbyteorder('='):
        found.append(f'{image.shape} {image.get_data_dtype()} for {original.shape} {original.get_data_dtype()}')
    elif not np.array_equal(stored, expected):
        found.append('stored voxels differ')
    if (image.dataobj.slope, image.dataobj.inter) != (original.dataobj.slope, original.dataobj.inter):
        found.append('scaling differs')
    scale = np.abs(original.affine).max()
    if np.abs(image.affine - original.affine).max() > (1e-7 * scale if made else 0):
        found.append('affine differs')
    if made:
        qform, code = image.get_qform(coded=True)
        if code and np.abs(qform - original.affine).max() > 2e-6 * scale:
            found.append('qform differs from the affine')
        sizes = nib.affines.voxel_sizes(original.affine)[:min(3, len(image.shape))]
        if not np.allclose(header.get_zooms()[:3], sizes, rtol=1e-6):
            found.append('spacing differs')
        if header['descrip'].item() != b'synthetic phantom' or header.get_xyzt_units()[0] != 'mm':
            found.append('description or unit differs')
    elif header.get_zooms() != original.header.get_zooms():
        found.append('spacing differs')
    return found


def main(written, originals=None):
    paths = sorted(p for p in Path(written).rglob('*') if p.name.endswith(('.nii', '.nii.gz')))
    bad = 0
    qforms = 0
    for path in paths:
        found = problems(path, Path(originals) if originals else None)
        qforms += int(nib.load(path).header['qform_code']) != 0
        bad += bool(found)
        for line in found:
            print(f'{path}: {line}')
    print(f'{len(paths)} files ({qforms} with a qform), {bad} with problems')
    return 1 if bad or not paths else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
