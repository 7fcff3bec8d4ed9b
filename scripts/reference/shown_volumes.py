"""What nibabel and NumPy say of files that Describe Volume and Open NIfTI are tested on.

    python scripts/reference/shown_volumes.py

Made with Python 3.11, numpy 2.4.6 and nibabel 5.4.2. Reads the files of nifti_standard.py (its selection) and of
nifti_files.py (one volume in the 48 axis orders), adds some of its own, and writes to
src/test/resources/org/gliomagrading/volume/: these files, descriptions.json (header and statistics of each) and
pictures.json (the voxels of each in ImageJ's order after nibabel has reoriented it, and the display range).
"""
import base64
import gzip
import json
import shutil
import warnings
from pathlib import Path

import nibabel as nib
import numpy as np
from nibabel.nifti1 import Nifti1Extension
from nibabel.orientations import aff2axcodes, apply_orientation, axcodes2ornt, io_orientation, ornt_transform

RESOURCES = Path(__file__).resolve().parents[2] / 'src/test/resources/org/gliomagrading'
OUT = RESOURCES / 'volume'
SPM = nib.spm2analyze.Spm2AnalyzeHeader


def make_own():
    """Files for what the others lack, all of them asymmetric along every axis."""
    rng = np.random.default_rng(20235)
    affine = np.array([[0, 0, 2.5, -30], [0.9, 0, 0, -40], [0, -1.25, 0, 50], [0, 0, 0, 1]])
    shape = 13, 11, 7
    head = rng.gamma(4, 100, shape) * (rng.random(shape) < 0.7)
    head[3, 4, 5] = 30000  # a vessel far brighter than the rest

    def write(name, data, zooms=None, code=0, extensions=()):
        image = nib.Nifti1Image(data, affine)
        image.header.set_xyzt_units('mm', 'sec')
        if zooms:
            image.header.set_zooms(zooms)
        image.header['intent_code'] = code
        image.header['descrip'] = b'a "quoted" line <&>'
        image.header.extensions.extend(extensions)
        content = image.to_bytes()
        (OUT / name).write_bytes(gzip.compress(content, mtime=0) if name.endswith('.gz') else content)

    write('mri-int16.nii.gz', head.astype(np.int16))
    write('mri-float32.nii', head.astype(np.float32))
    write('ct-int16.nii', (head - 1000).astype(np.int16))
    write('labels-int32.nii.gz', (rng.random(shape) * 5).astype(np.int32) * 1000)
    write('labels-uint8.nii.gz', np.where(head > 600, 4, np.where(head > 500, 1, 0)).astype(np.uint8))
    write('counts-int8.nii', (rng.random(shape) * 100).astype(np.int8))
    write('labels-by-intent.nii', (rng.random(shape) * 200).astype(np.int16), code=1002)
    write('empty.nii.gz', np.zeros(shape, np.int16))
    odd = head.astype(np.float32)
    odd[0, 0, :4] = np.nan, np.inf, -np.inf, -7
    write('not-finite.nii', odd)
    write('only-nan.nii.gz', np.full(shape, np.nan, np.float32))
    write('time.nii.gz', rng.integers(0, 3000, (5, 4, 3, 6)).astype(np.int16), zooms=(0.9, 1.25, 2.5, 1.75))
    write('vectors.nii.gz', rng.integers(0, 3000, (5, 4, 3, 2, 3)).astype(np.int16), zooms=(0.9, 1.25, 2.5, 3, 1))
    write('comment.nii', np.arange(24, dtype=np.int16).reshape(2, 3, 4), extensions=[Nifti1Extension('comment', b'made by hand')])


def load(path):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        return nib.load(path)


def colours(image):
    return image.get_data_dtype().names is not None


def finite(value):
    return float(value) if np.isfinite(value) else None


def numbers(array):
    return [finite(value) for value in np.ravel(array)]


def values_of(image):
    """The values in double precision; of colours red, green and blue."""
    stored = np.asarray(image.dataobj)
    if colours(image):
        return np.stack([stored[c] for c in 'RGB']).astype(float)
    return np.asarray(image.get_fdata(), float)


def orientation(image):
    return ''.join(aff2axcodes(image.affine))


def description(path):
    image = load(path)
    header = image.header
    analyze = isinstance(header, SPM)
    values = values_of(image)
    good = values[np.isfinite(values)]
    zooms = header.get_zooms()
    units = ['mm', 'unknown'] if analyze else header.get_xyzt_units()
    slope, inter = image.dataobj.slope, image.dataobj.inter
    return {
        'file': path.name,
        'version': 'ANALYZE 7.5' if analyze else 'NIfTI-2' if isinstance(header, nib.Nifti2Header) else 'NIfTI-1',
        'byteOrder': 'big-endian' if header.endianness == '>' else 'little-endian',
        'shape': [int(n) for n in image.shape],
        'type': {3: 'rgb24', 4: 'rgba32'}[len(image.get_data_dtype().names)] if colours(image) else image.get_data_dtype().newbyteorder('=').name,
        'spacing': numbers(zooms), 'units': units[0], 'timeUnits': units[1],
        'timeStep': finite(zooms[3]) if len(zooms) > 3 else None,
        'affine': [numbers(row) for row in image.affine], 'orientation': orientation(image),
        'qformCode': None if analyze else code(image, 'qform_code'), 'sformCode': None if analyze else code(image, 'sform_code'),
        'scaling': {'slope': float(slope), 'inter': float(inter)},
        'intent': {'code': 0, 'name': '', 'parameters': [0, 0, 0]} if analyze else {
            'code': int(header['intent_code']), 'name': header['intent_name'].item().decode(),
            'parameters': numbers([header[f'intent_p{i}'] for i in (1, 2, 3)])},
        'description': header['descrip'].item().split(b'\0')[0].decode('latin1'),
        'extensions': [] if analyze else [extension(e) for e in header.extensions],
        'min': finite(good.min()) if good.size else None, 'max': finite(good.max()) if good.size else None,
        'mean': finite(good.mean()) if good.size else None, 'notFinite': int(values.size - good.size)}


def code(image, field):
    """As it stands in the file; nibabel takes codes that it does not know for 0."""
    with (image.file_map.get('header') or image.file_map['image']).get_prepare_fileobj('rb') as file:
        return int(type(image.header).from_fileobj(file, check=False)[field])


def extension(e):
    row = {'code': int(e.get_code()), 'bytes': int(e.get_sizeondisk()) - 8}
    if row['code'] == 6:
        row['text'] = e.content.rstrip(b'\0').decode('latin1')
    return row


def laid_out(image, axcodes):
    """Voxels in the order frames, channels, slices, rows, columns, as float32 or, of colours, 0xRRGGBB."""
    stored = np.asarray(image.dataobj.get_unscaled())
    if colours(image):
        voxels = sum(stored[c].astype(np.int32) << shift for c, shift in zip('RGB', (16, 8, 0)))
    else:
        # without scaling, 64-bit integers are rounded once here, and twice by way of get_fdata's float64
        plain = (image.dataobj.slope, image.dataobj.inter) == (1, 0)
        with np.errstate(over='ignore'):
            voxels = (stored if plain else image.get_fdata()).astype(np.float32)
    voxels = voxels.reshape(voxels.shape + (1,) * (7 - voxels.ndim))
    if axcodes:
        change = ornt_transform(io_orientation(image.affine), axcodes2ornt(axcodes))
        voxels = apply_orientation(voxels, change)
    # x y z t c 6 7; frames count time fastest, then the sixth axis, then the seventh
    voxels = voxels.transpose(6, 5, 3, 4, 2, 1, 0)
    frames = voxels.shape[0] * voxels.shape[1] * voxels.shape[2]
    return voxels.reshape(frames, *voxels.shape[3:])


def picture(path, folder, orders):
    image = load(path)
    row = {'folder': folder, 'file': path.name, 'colours': colours(image), 'pictures': {}}
    for name, axcodes in orders.items():
        voxels = laid_out(image, axcodes)
        dtype = '<i4' if colours(image) else '<f4'
        row['pictures'][name] = {'frames_channels_slices_rows_columns': voxels.shape,
                                 'voxels': base64.b64encode(np.ascontiguousarray(voxels, dtype).tobytes()).decode()}
    if not colours(image):
        values = laid_out(image, None)
        some = values[np.isfinite(values) & (values != 0)]
        if some.size:
            low, high = (float(np.percentile(some, p, method='lower')) for p in (0.1, 99.9))
            row['percentiles'] = [low, high]
            ends = values[np.isfinite(values)]
            row['ends'] = [float(ends.min()), float(ends.max())]
    return row


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    make_own()
    own = sorted(OUT.iterdir())
    standard = [RESOURCES / 'nifti/standard' / row['file'] for row in json.loads((RESOURCES / 'nifti/standard/expected.json').read_text())]
    orders = [RESOURCES / 'nifti/files' / row['file'] for row in json.loads((RESOURCES / 'nifti/expected.json').read_text())
              if row['file'].startswith('order-')]
    described = [{'folder': path.parent.relative_to(RESOURCES).as_posix(), **description(path)} for path in standard + own]
    layouts = {'radiological': 'LPS', 'neurological': 'RPS', 'stored': None}
    pictures = [picture(path, path.parent.relative_to(RESOURCES).as_posix(), layouts) for path in standard + own + orders]
    for name, rows in {'descriptions': described, 'pictures': pictures}.items():
        (OUT / f'{name}.json').write_text('[\n' + ',\n'.join(json.dumps(row, allow_nan=False) for row in rows) + '\n]\n')
    print(len(described), 'descriptions', len(pictures), 'pictures')


if __name__ == '__main__':
    main()
