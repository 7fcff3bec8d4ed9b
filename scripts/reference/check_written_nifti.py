"""Checks with nibabel, and with nifti_tool, the NIfTI files that NiftiWriter wrote.

    mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/cp.txt
    java -cp target/classes:$(cat target/cp.txt) scripts/reference/RewriteNifti.java FOLDER target/written
    python scripts/reference/check_written_nifti.py target/written FOLDER
    python scripts/reference/check_written_nifti.py COHORT

FOLDER is src/test/resources/org/gliomagrading/nifti/files, or what nifti_standard.py made. Every file below the first
folder must open in nibabel, with all its voxels; nibabel's own check of the header must have nothing to say, nor
nifti_tool -check_hdr (Debian's nifti-bin) where that is installed. With a second folder, shape, type, affine, spacing,
units, intent, extensions and stored voxels must equal those of the file that it was made from (new-NAME, and NIfTI-1 made
of ANALYZE: affine and scaling to single precision). Its header is kept as it was, so those checks of headers are then made
only where they pass for the original. Made with Python 3.11, numpy 2.4.6 and nibabel 5.4.2.
"""
import logging
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import nibabel as nib
import numpy as np

SINGLE = 2e-7
TOOL = shutil.which('nifti_tool')


def load(path):
    image = nib.load(path)
    return nib.Nifti2Image.from_filename(path) if isinstance(image, nib.Cifti2Image) else image


def said(image, path):
    """What nibabel and nifti_tool find wrong with a header."""
    found = type(image.header).diagnose_binaryblock(image.header.binaryblock)
    if TOOL and not isinstance(image, nib.Spm2AnalyzeImage):
        run = subprocess.run([TOOL, '-check_hdr', '-infiles', path], capture_output=True, text=True)
        if run.returncode or 'header IS GOOD' not in run.stdout:
            found += f' nifti_tool: {run.stdout.strip()} {run.stderr.strip()}'
    return found


def extensions(image):
    return [(e.get_code(), e.content if isinstance(e.content, bytes) else str(e.content)) for e in getattr(image.header, 'extensions', [])]


def original_name(path):
    return path.name.removeprefix('new-').replace('.hdr.nii', '.hdr')


def controls(paths, originals):
    """Files compared with the original of another, and headers with a wrong field: all must be noticed."""
    chosen = [p for p in paths if not p.name.startswith('new-')][:50]
    passed = [p for p, other in zip(chosen, chosen[1:]) if not problems(p, originals, original_name(other))]
    spoilt = chosen[0].with_name('spoilt.nii')
    for path in chosen:
        image = load(path)
        header = image.header.copy()
        header['datatype'] = 3
        spoilt.write_bytes(header.binaryblock + bytes(int(header['vox_offset']) - len(header.binaryblock) + 100000))
        raw = subprocess.run([TOOL, '-check_hdr', '-infiles', spoilt], capture_output=True, text=True).stdout if TOOL else ''
        if 'header IS GOOD' in raw or not type(header).diagnose_binaryblock(header.binaryblock):
            passed.append(path)
    spoilt.unlink()
    return len(chosen), passed


def problems(path, originals, name=None):
    image = load(path)
    header = image.header
    found = []
    stored = np.asarray(image.dataobj.get_unscaled())
    complaint = said(image, path)
    if originals is None:
        return [complaint] if complaint else []
    made = path.name.startswith('new-')
    name = name or original_name(path)
    original = load(originals / name)
    analyze = isinstance(original, nib.Spm2AnalyzeImage)
    if complaint and (made or analyze or not said(original, originals / name)):
        found.append(complaint)
    expected = np.asarray(original.dataobj.get_unscaled())
    if image.shape != original.shape or image.get_data_dtype().newbyteorder('=') != original.get_data_dtype().newbyteorder('='):
        return [*found, f'{image.shape} {image.get_data_dtype()} for {original.shape} {original.get_data_dtype()}']
    if stored.tobytes() != expected.astype(stored.dtype).tobytes():
        found.append('stored voxels differ')
    tolerance = SINGLE if made or analyze else 0
    if image.get_data_dtype().kind != 'V' and not np.allclose(
            (image.dataobj.slope, image.dataobj.inter), (original.dataobj.slope, original.dataobj.inter), rtol=tolerance, atol=0):
        found.append('scaling differs')
    scale = np.abs(original.affine).max()
    if np.abs(image.affine - original.affine).max() > tolerance * scale:
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
        return found
    if not np.allclose(header.get_zooms(), original.header.get_zooms(), rtol=tolerance, atol=0):
        found.append('spacing differs')
    if header['descrip'].item().split(b'\0')[0] != original.header['descrip'].item().split(b'\0')[0]:
        found.append('description differs')
    if not analyze:
        kept = [f for f in original.header.keys() if f not in ('magic', 'vox_offset')]
        found += [f'{f} differs' for f in kept if np.asarray(header[f]).tobytes() != np.asarray(original.header[f]).tobytes()]
        if extensions(image) != extensions(original):
            found.append('extensions differ')
    return found


def main(written, originals=None):
    logging.getLogger('nibabel').setLevel(logging.CRITICAL)
    warnings.simplefilter('ignore')
    paths = sorted(p for p in Path(written).rglob('*') if p.name.endswith(('.nii', '.nii.gz')))
    bad = qforms = extended = nifti2 = 0
    for path in paths:
        found = problems(path, Path(originals) if originals else None)
        image = load(path)
        qforms += int(image.header['qform_code']) != 0
        extended += len(image.header.extensions) > 0
        nifti2 += isinstance(image, nib.Nifti2Image)
        bad += bool(found)
        for line in found:
            print(f'{path}: {line}')
    print(f'{len(paths)} files ({qforms} with a qform, {extended} with extensions, {nifti2} NIfTI-2), {bad} with problems; '
          f'nifti_tool {"used" if TOOL else "not found"}')
    if originals:
        count, passed = controls(paths, Path(originals))
        print(f'controls: {count} files against another original, {count} with a wrong datatype; not noticed: {passed}')
        bad += len(passed)
    return 1 if bad or not paths else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
