"""Makes NIfTI and ANALYZE files that cross what the standard allows, and says what nibabel reads from each.

    python scripts/reference/nifti_standard.py target/nifti-standard
    python scripts/reference/nifti_standard.py --selection

The first makes 200 files and copies every file of nibabel's own test data that nibabel opens as NIfTI or ANALYZE; with
expected.json it is what NiftiStandardTest compares when it is given the folder (see CONTRIBUTING.md). The second writes
the small selection that is tested always, to src/test/resources/org/gliomagrading/nifti/standard. Made with Python 3.11,
numpy 2.4.6 and nibabel 5.4.2.

Each file draws a level of every factor: type, byte order, version, container, number of axes, scaling, orientation, units,
extensions. It is checked here that each pair of levels of two factors that can occur together does occur.
"""
import base64
import gzip
import itertools
import json
import logging
import shutil
import sys
import warnings
from pathlib import Path

import nibabel as nib
import numpy as np
from nibabel.nifti1 import Nifti1Extension

ROOT = Path(__file__).resolve().parents[2]
SELECTION = ROOT / 'src/test/resources/org/gliomagrading/nifti/standard'
RGB = np.dtype([('R', 'u1'), ('G', 'u1'), ('B', 'u1')])
RGBA = np.dtype([('R', 'u1'), ('G', 'u1'), ('B', 'u1'), ('A', 'u1')])
NUMBERS = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64']
FACTORS = {
    'type': NUMBERS + ['RGB24', 'RGBA32'],
    'order': ['<', '>'],
    'version': ['NIFTI1', 'NIFTI2', 'ANALYZE'],
    'container': ['.nii', '.nii.gz', '.hdr', '.hdr.gz', '.img', '.img.gz'],
    'axes': [1, 2, 3, 4, 5, 6, 7],
    'scaling': ['none', 'slope', 'both', 'inter', 'invalid', 'range'],
    'orientation': ['sform', 'qform', 'both', 'neither', 'mirrored', 'codes', 'pixdim', 'origin', 'far origin'],
    'units': [0, 2 + 8, 1 + 16, 3 + 24, 2 + 32, 2 + 40, 48],
    'extensions': [0, 1, 3],
}
IN_ANALYZE = {'uint8', 'int16', 'int32', 'float32', 'float64', 'RGB24'}
FILES = 200
SELECTED = 40


def possible(level):
    """Whether these levels (of some factors) can stand in one file."""
    def among(factor, *levels):
        return level.get(factor, levels[0]) in levels
    analyze = level.get('version') == 'ANALYZE'
    colour = level.get('type', '').startswith('RGB')
    if analyze and not (among('type', *IN_ANALYZE) and among('container', '.hdr', '.hdr.gz', '.img', '.img.gz')
                        and among('orientation', 'neither', 'pixdim', 'origin', 'far origin') and among('units', 0)
                        and among('extensions', 0)):
        return False
    if 'version' in level and not analyze and not (among('scaling', 'none', 'slope', 'both', 'inter', 'invalid') and among(
            'orientation', 'sform', 'qform', 'both', 'neither', 'mirrored', 'codes', 'pixdim')):
        return False
    only_analyze = level.get('scaling') == 'range' or level.get('orientation') in ('origin', 'far origin')
    if only_analyze and 'version' not in level:
        return possible({**level, 'version': 'ANALYZE'})
    return not (colour and not among('scaling', 'none'))


def pairs(level):
    return {frozenset(pair) for pair in itertools.combinations(level.items(), 2)}


def design(rng):
    """Levels for each file: of some random ones, those that add the most pairs not seen before."""
    wanted = set()
    for (a, levels), (b, others) in itertools.combinations(FACTORS.items(), 2):
        wanted |= {frozenset(((a, x), (b, y))) for x in levels for y in others if possible({a: x, b: y})}
    rows = []
    for _ in range(FILES):
        drawn = []
        missing = sorted((sorted(pair, key=str) for pair in wanted), key=str)
        while len(drawn) < 150:
            row = {factor: levels[rng.integers(len(levels))] for factor, levels in FACTORS.items()}
            if missing:
                row.update(dict(missing[rng.integers(len(missing))]))
            if possible(row):
                drawn.append(row)
        rows.append(max(drawn, key=lambda row: len(pairs(row) & wanted)))
        wanted -= pairs(rows[-1])
    assert not wanted, sorted(map(sorted, wanted), key=str)
    return rows


def numbers(rng, name, shape):
    n = int(np.prod(shape))
    if name.startswith('RGB'):
        dtype = RGB if name == 'RGB24' else RGBA
        return rng.integers(0, 256, n * dtype.itemsize, np.uint8).view(dtype).reshape(shape, order='F')
    dtype = np.dtype(name)
    if dtype.kind == 'f':
        values = (rng.standard_normal(n) * 10.0 ** rng.integers(-6, 7, n)).astype(dtype)
        special = [0, -1e-42, np.finfo(np.float32).max, 1 / 3]
    else:
        info = np.iinfo(dtype)
        values = rng.integers(info.min, info.max, n, dtype=dtype, endpoint=True)
        special = [info.min, info.max, info.max // 3]
    values[:len(special)] = special[:n]
    return values.reshape(shape, order='F')


def affine_of(rng, mirrored=False):
    matrix = np.linalg.qr(rng.standard_normal((3, 3)))[0]
    if (np.linalg.det(matrix) < 0) != mirrored:
        matrix[:, 0] *= -1
    affine = np.eye(4)
    affine[:3, :3] = matrix * rng.uniform(0.3, 4, 3)
    affine[:3, 3] = rng.uniform(-120, 120, 3)
    return affine


def set_orientation(rng, header, kind):
    if kind in ('origin', 'far origin'):
        lengths = header['dim'][1:4]
        header['origin'][:3] = [int(rng.integers(1 - n, 2 * n)) or 1 for n in lengths] if kind == 'origin' else [1, 1, 5000]
    if kind == 'pixdim':
        header['pixdim'][1:4] = 0, -2.5, 1.25
    if kind in ('sform', 'both', 'codes'):
        affine = affine_of(rng)
        affine[:3, :3] += rng.uniform(-0.2, 0.2, (3, 3))
        header.set_sform(affine, int(rng.integers(1, 6)))
    if kind in ('qform', 'both', 'mirrored', 'codes'):
        header.set_qform(affine_of(rng, kind == 'mirrored'), int(rng.integers(1, 6)))
    if kind == 'codes':
        header['sform_code'] = 9


def set_scaling(rng, header, kind):
    slope, inter = rng.uniform(0.001, 3) * rng.choice([-1, 1]), rng.uniform(-1000, 1000)
    if kind in ('slope', 'both'):
        header['scl_slope'] = slope
    if kind in ('inter', 'both'):
        header['scl_inter'] = inter
    if kind == 'inter':
        header['scl_slope'] = 1
    if kind == 'invalid':
        header['scl_slope'], header['scl_inter'] = np.nan, np.inf
    if kind == 'range':
        header['scl_slope'] = 0
        header['glmin'], header['glmax'], header['cal_min'], header['cal_max'] = -7, 1000, -1.5, 99.25


def make(rng, folder, number, level):
    nifti = level['version'] != 'ANALYZE'
    pair = not level['container'].startswith('.nii')
    image = {('NIFTI1', False): nib.Nifti1Image, ('NIFTI1', True): nib.Nifti1Pair, ('NIFTI2', False): nib.Nifti2Image,
             ('NIFTI2', True): nib.Nifti2Pair, ('ANALYZE', True): nib.Spm2AnalyzeImage}[level['version'], pair]
    shape = tuple(int(n) for n in rng.integers(1, 5 if level['axes'] < 5 else 3, level['axes']))
    data = numbers(rng, level['type'], shape)
    header = image.header_class(endianness=level['order'])
    header.set_data_dtype(data.dtype)
    header.set_data_shape(shape)
    header['pixdim'][1:8] = rng.uniform(0.2, 5, 7)
    header['scl_slope'] = 0
    set_orientation(rng, header, level['orientation'])
    set_scaling(rng, header, level['scaling'])
    header['descrip'] = f'file {number}'.encode()
    extensions = b''
    if nifti:
        header['scl_inter'] = header['scl_inter'] if level['scaling'] != 'none' else 0
        header['xyzt_units'] = level['units']
        header['intent_code'] = [0, 3, 1002, 1007][number % 4]
        header['intent_name'] = [b'', b'a t test'][number % 2]
        header['intent_p1'] = number
        for i in range(level['extensions']):
            header.extensions.append(Nifti1Extension([6, 4, 44][i], bytes(rng.integers(1, 256, int(rng.integers(1, 60)), np.uint8))))
        start = 0 if pair else header.single_vox_offset + int(header.extensions.get_sizeondisk())
        # nibabel takes what lies between extensions and voxels for more extensions
        header['vox_offset'] = start + 16 * int(rng.integers(3)) * (pair or not level['extensions'])
    else:
        header['vox_offset'] = 16 * int(rng.integers(2))
    raw = folder / 'raw'
    with open(raw, 'wb') as out:
        header.write_to(out)
    start = raw.read_bytes()
    raw.unlink()
    swapped = data.astype(data.dtype.newbyteorder(level['order'])).tobytes(order='F')
    offset = int(header['vox_offset'])
    name = f'{number:03d}-{level["version"].lower()}-{level["type"].lower()}{level["container"]}'
    compress = (lambda content: gzip.compress(content, mtime=0)) if name.endswith('.gz') else bytes
    if pair:
        base, ending = (folder / name.split('.')[0]).as_posix(), '.gz' if name.endswith('.gz') else ''
        Path(base + '.hdr' + ending).write_bytes(compress(start))
        Path(base + '.img' + ending).write_bytes(compress(bytes(offset) + swapped))
    else:
        (folder / name).write_bytes(compress(start.ljust(offset, b'\0') + swapped))
    return expectation(folder, name, level)


def text(value):
    return base64.b64encode(value).decode()


def expectation(folder, name, level=None):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        image = nib.load(folder / name)
        if isinstance(image, nib.Cifti2Image):
            image = nib.Nifti2Image.from_filename(folder / name)
    header = image.header
    row = {'file': name, 'levels': level or {}, 'shape': [int(n) for n in image.shape], 'bigEndian': header.endianness == '>',
           'version': 'ANALYZE' if isinstance(header, nib.Spm2AnalyzeHeader) else 'NIFTI2' if isinstance(
               header, nib.Nifti2Header) else 'NIFTI1',
           'affine': image.affine.astype(float).tolist(), 'zooms': [float(z) for z in header.get_zooms()],
           # as C takes a text; nibabel's own file has more behind a zero byte
           'description': header['descrip'].item().split(b'\0')[0].decode('latin1')}
    dtype = image.get_data_dtype().newbyteorder('=')
    row['type'] = 'rgb24' if dtype == RGB else 'rgba32' if dtype == RGBA else dtype.name
    if row['version'] == 'ANALYZE':
        row['units'] = ['mm', 'unknown']
        row['intent'] = [0, '', 0, 0, 0]
        row['extensions'] = []
    else:
        row['units'] = list(header.get_xyzt_units())
        row['intent'] = [int(header['intent_code']), header['intent_name'].item().decode(), *(float(header[f'intent_p{i}']) for i in (1, 2, 3))]
        row['extensions'] = [{'code': e.get_code(), 'content': text(e._raw if hasattr(e, '_raw') else e.get_content())} for e in header.extensions]
    try:
        stored = np.asarray(image.dataobj.get_unscaled())
    except FileNotFoundError:  # the header of a pair without its voxels
        return row
    row['stored'] = text(stored.astype(dtype).tobytes(order='F'))
    scaling = image.dataobj.slope, image.dataobj.inter
    row['scaling'] = [float(s) for s in scaling]
    if dtype.kind != 'V':
        # without scaling, 64-bit integers are rounded once here, and twice by way of get_fdata's float64
        values = image.get_fdata() if scaling != (1, 0) else stored
        with np.errstate(over='ignore'):
            row['values'] = text(values.astype('<f4').tobytes(order='F'))
        row['doubles'] = text(np.asarray(image.get_fdata(), '<f8').tobytes(order='F'))
    return row


def nibabels_own(folder):
    """Every file of nibabel's test data that it opens as NIfTI or ANALYZE, copied."""
    rows = []
    found = sorted(p for p in Path(nib.__file__).parent.rglob('data/*') if p.is_file())
    for path in found:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter('ignore')
                image = nib.load(path)
        except Exception:  # not an image, or one that nibabel refuses
            continue
        if isinstance(image, (nib.AnalyzeImage, nib.Nifti1Pair, nib.Cifti2Image)):
            shutil.copy(path, folder / path.name)
            rows.append(expectation(folder, path.name))
    return rows


def main(argument):
    selection = argument == '--selection'
    folder = SELECTION if selection else Path(argument)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    logging.getLogger('nibabel').setLevel(logging.CRITICAL)
    rng = np.random.default_rng(20263)
    rows = design(rng)
    # the selection is the start of the same files: the first ones add the most pairs
    made = [make(rng, folder, i, row) for i, row in enumerate(rows[:SELECTED if selection else FILES])]
    if not selection:
        made += nibabels_own(folder)
    (folder / 'expected.json').write_text('[\n' + ',\n'.join(json.dumps(row, default=float) for row in made) + '\n]\n')
    print(len(made), 'files', sum('stored' not in row for row in made), 'of them headers without voxels')


if __name__ == '__main__':
    main(sys.argv[1])
