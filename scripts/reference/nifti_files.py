"""Makes the NIfTI files of the tests with nibabel, and what nibabel says of each.

    python scripts/reference/nifti_files.py

Made with Python 3.11, numpy 2.4.6 and nibabel 5.4.2. Writes src/test/resources/org/gliomagrading/nifti/files/ (one file
a case), expected.json (shape, affine, spacing, axis codes and voxels as nibabel reads them), orientations.json (random
affines with their axis codes), written-N.nii (twins of what NiftiWriterTest writes) and header-fields.json (nibabel's table
of the header).

Expected voxels are the stored numbers as float32, or float32(slope * stored + inter) computed in float64 where there is a
scaling. Both are checked here against nibabel's own get_fdata().
"""
import gzip
import itertools
import json
import shutil
from pathlib import Path

import nibabel as nib
import numpy as np
from nibabel import nifti2, spm2analyze
from nibabel.nifti1 import Nifti1Extension, Nifti1Header, header_dtype

OUT = Path(__file__).resolve().parents[2] / 'src/test/resources/org/gliomagrading/nifti'
SHAPE = (5, 4, 3)
TYPES = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64']
LPS = np.array([[-1, 0, 0, 90], [0, -1, 0, 126], [0, 0, 1, -72], [0, 0, 0, 1.0]])

rng = np.random.default_rng(20201)
expected = []


def numbers(dtype, shape=SHAPE):
    """Random numbers over the whole range, with the ends and, for 64 bits, numbers that rounding twice gets wrong."""
    dtype = np.dtype(dtype)
    n = int(np.prod(shape))
    if dtype.kind == 'f':
        values = (rng.standard_normal(n) * 10.0 ** rng.integers(-6, 7, n)).astype(dtype)
        values[:5] = [0, -0.0, np.finfo(np.float32).max, -1e-42, 1 / 3]
    else:
        info = np.iinfo(dtype)
        values = rng.integers(info.min, info.max, n, dtype=dtype, endpoint=True)
        values[:3] = [info.min, info.max, info.max // 3]
        if dtype.itemsize == 8:
            values[3:7] = [2**53 + 1, 2**62 + 2**38 + 1, 2**24 + 1, 2**61 + 2**37 - 1]
        if dtype == np.uint64:
            values[7:10] = [2**63 + 1025, 2**63 + 2**39 + 1, 2**64 - 2**39 - 1]
    return values.reshape(shape, order='F')


def rotation(degrees, axis):
    axis = np.asarray(axis, float) / np.linalg.norm(axis)
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    angle = np.deg2rad(degrees)
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def affine_of(matrix, zooms, origin):
    affine = np.eye(4)
    affine[:3, :3] = matrix * np.asarray(zooms)
    affine[:3, 3] = origin
    return affine


def save(name, data, order='<', sform=None, qform=None, slope=None, inter=None, patch=None, extension=None, members=1):
    """One file and its expectation; patch changes header fields at last, past nibabel's own setters."""
    header = Nifti1Header(endianness=order)
    header.set_data_dtype(data.dtype)
    header.set_data_shape(data.shape)
    header['pixdim'][1:1 + data.ndim] = (1.5, 2, 2.5, 3, 1, 1, 1)[:data.ndim]
    if qform is not None:
        header.set_qform(qform, 'scanner')
    if sform is not None:
        header.set_sform(sform, 'aligned')
    if slope is not None:
        header['scl_slope'], header['scl_inter'] = slope, inter
    header.set_xyzt_units('mm', 'sec')
    header['descrip'] = name.encode()
    if extension:
        header.extensions.append(Nifti1Extension('comment', extension))
    header['vox_offset'] = 352 + (int(header.extensions.get_sizeondisk()) if extension else 0)
    for field, value in (patch or {}).items():
        header[field] = value
    path = OUT / 'files' / name
    raw = path.with_name('raw')
    with open(raw, 'wb') as out:
        header.write_to(out)
        out.write(data.astype(data.dtype.newbyteorder(order)).tobytes(order='F'))
    content = raw.read_bytes()
    raw.unlink()
    if name.endswith('.gz'):
        parts = np.array_split(np.frombuffer(content, np.uint8), members)
        content = b''.join(gzip.compress(part.tobytes(), mtime=0) for part in parts)
    path.write_bytes(content)
    expect(path)


def expect(path, **more):
    image = nib.load(path)
    stored = np.asarray(image.dataobj.get_unscaled())
    slope, inter = image.dataobj.slope, image.dataobj.inter
    if (slope, inter) == (1, 0):
        values = stored.astype(np.float32)
    else:
        values = (stored.astype(np.float64) * slope + inter).astype(np.float32)
    np.testing.assert_allclose(values, image.get_fdata().astype(np.float32), rtol=2e-7)
    codes = nib.aff2axcodes(image.affine)
    row = {
        'file': path.name,
        'shape': list(map(int, image.shape)),
        'type': image.get_data_dtype().newbyteorder('=').name,
        'bigEndian': image.header.endianness == '>',
        'slope': float(slope),
        'inter': float(inter),
        'units': image.header.get_xyzt_units()[0],
        'description': image.header['descrip'].item().decode(),
        'affine': image.affine.tolist(),
        'spacing': [float(z) for z in image.header.get_zooms()],
        'voxelSizes': nib.affines.voxel_sizes(image.affine).tolist(),
        'axcodes': ''.join(codes),
        'values': [float(v) for v in values.ravel(order='F')],
    }
    if stored.dtype.kind in 'iu':
        row['stored'] = [str(v) for v in stored.ravel(order='F')]
    expected.append({**row, **more})


def types():
    for dtype, (order, label) in itertools.product(TYPES, [('<', 'le'), ('>', 'be')]):
        save(f'{dtype}-{label}.nii', numbers(dtype), order, sform=LPS, qform=LPS)
        save(f'{dtype}-{label}-scaled.nii.gz', numbers(dtype), order, sform=LPS, slope=0.37, inter=-11.5)


def scalings():
    for i, (slope, inter) in enumerate([(2, 0), (0.5, -10.25), (1, 3.5), (-1.5, 7), (1e-3, 0), (1, 0), (0, 5),
                                        (np.nan, np.nan), (np.inf, 0), (np.nan, 2), (0, np.nan)]):
        save(f'scaling-{i}.nii', numbers('int16'), '<>'[i % 2], sform=LPS, slope=slope, inter=inter)


def affines():
    data = numbers('int16')
    other = affine_of(rotation(20, (1, 2, 3)), (1, 1, 2), (4, 5, 6))
    save('sform-only.nii', data, sform=other)
    save('qform-only.nii', data, qform=other)
    save('neither.nii', data)
    save('neither-be.nii.gz', data, '>')
    save('both-differ.nii', data, sform=LPS, qform=other)
    save('qform-mirrored.nii', data, qform=affine_of(other[:3, :3], (-1, 1, 1), (0, 0, 0)))
    save('qfac-0.nii', data, qform=other, patch={'pixdim': (0, 1.5, 2, 2.5, 1, 1, 1, 1)})
    save('qfac-other.nii', data, qform=other, patch={'pixdim': (-3, 1.5, 2, 2.5, 1, 1, 1, 1)})
    save('sform-code-unknown.nii', data, sform=LPS, qform=other, patch={'sform_code': 9})
    save('codes-unknown.nii', data, sform=LPS, qform=other, patch={'sform_code': -1, 'qform_code': 77})
    save('template-code.nii', data, sform=other, qform=LPS, patch={'sform_code': 5})
    save('pixdim-0.nii', data, qform=other, patch={'pixdim': (1, 0, 2, 2.5, 1, 1, 1, 1)})
    save('pixdim-negative.nii', data, patch={'pixdim': (1, -1.5, 2, -2.5, 1, 1, 1, 1)})
    for i, axis in enumerate(np.eye(3)):
        save(f'half-turn-{i}.nii', data, qform=affine_of(rotation(180, axis), (1, 2, 3), (7, 8, 9)))
    save('nearly-half-turn.nii', data, qform=affine_of(rotation(179.9, (1, 1, 0)), (1, 2, 3), (7, 8, 9)))
    for i in range(8):
        oblique = affine_of(rotation(rng.uniform(0, 360), rng.standard_normal(3)), rng.uniform(0.5, 3, 3), rng.uniform(-99, 99, 3))
        kind = {'sform': oblique} if i % 2 else {'qform': oblique}
        save(f'oblique-{i}.nii.gz', data, '<>'[i // 2 % 2], **kind)
    for i in range(3):
        sheared = np.eye(4)
        sheared[:3, :3] = rotation(rng.uniform(0, 360), rng.standard_normal(3)) @ (np.eye(3) + rng.uniform(-.5, .5, (3, 3)))
        save(f'sheared-{i}.nii', data, sform=sheared)
    for unit, code in (('meter', 1), ('micron', 3), ('unknown', 0)):
        save(f'units-{unit}.nii', data, sform=LPS, patch={'xyzt_units': code})
    save('bitpix-wrong.nii', data, sform=LPS, patch={'bitpix': 64})


def containers():
    for shape in [(7,), (7, 3), (5, 4, 3, 1), (5, 4, 3, 2), (2, 2, 2, 1, 3), (2, 1, 2, 1, 2, 1, 3)]:
        save(f'{len(shape)}d-{"x".join(map(str, shape))}.nii', numbers('uint16', shape), sform=LPS)
    save('2d-neither.nii', numbers('uint16', (7, 3)))
    save('extension.nii', numbers('int16'), sform=LPS, extension=b'a comment of some length, to move the voxels')
    save('extension-be.nii.gz', numbers('int16'), '>', sform=LPS, extension=b'a comment')
    save('two-members.nii.gz', numbers('int32'), sform=LPS, members=3)


def orders():
    """One oblique volume, stored in LPS and in all 48 axis orders."""
    data = numbers('int16', (6, 5, 4))
    tilted = affine_of(rotation(12, (1, -2, 0.5)) @ np.diag([-1, -1, 1]), (1, 1.25, 3), (60, 70, -40))
    twin = nib.Nifti1Image(data, tilted)
    assert nib.aff2axcodes(tilted) == ('L', 'P', 'S')
    for perm in itertools.permutations(range(3)):
        for flips in itertools.product((1, -1), repeat=3):
            order = np.array(list(zip(perm, flips)), float)
            image = twin.as_reoriented(order)
            codes = ''.join(nib.aff2axcodes(image.affine))
            path = OUT / 'files' / f'order-{codes}.nii'
            image.header['descrip'] = path.name.encode()
            nib.save(image, path)
            back = nib.load(path)
            lps = back.as_reoriented(nib.orientations.ornt_transform(nib.io_orientation(back.affine), nib.orientations.axcodes2ornt('LPS')))
            assert np.array_equal(lps.dataobj, data)
            axial = next(i for i, c in enumerate(codes) if c in 'SI')
            sums = np.asarray(image.dataobj, np.int64).sum(tuple(i for i in range(3) if i != axial))
            expect(path, lpsAffine=lps.affine.tolist(), axialSums=[int(s) for s in sums])
    assert len(list((OUT / 'files').glob('order-*'))) == 48


def written():
    """What NiftiWriterTest writes: int16 volumes whose rotations have each of the quaternion's parts as the largest."""
    data = (np.arange(60).reshape(SHAPE, order='F') * 31 - 900).astype(np.int16)
    affines = []
    for i, matrix in enumerate([rotation(30, (1, 2, 3)), rotation(170, (5, 1, -2)), rotation(165, (1, -5, 2)),
                                rotation(160, (1, 2, 5)), rotation(30, (1, 2, 3)) @ np.diag([-1, 1, 1]), np.diag([-1, -1, 1])]):
        affine = affine_of(matrix, (1, 1.25, 2.5), (10, -20, 30.5))
        image = nib.Nifti1Image(data, affine)
        image.set_qform(affine, 'scanner')
        image.set_sform(affine, 'scanner')
        image.header.set_xyzt_units('mm')
        image.header['descrip'] = b'synthetic phantom'
        nib.save(image, OUT / f'written-{i}.nii')
        affines.append(affine.tolist())
    (OUT / 'written.json').write_text(json.dumps(affines) + '\n')


def orientations():
    rows = []
    for i in range(300):
        matrix = rotation(rng.uniform(0, 360), rng.standard_normal(3)) @ np.diag(rng.choice([-1, 1], 3))
        if i % 3:  # shears: the nearest axes of the columns and those of the nearest rotation may differ
            matrix = matrix @ (np.eye(3) + rng.uniform(-1, 1, (3, 3)))
        affine = affine_of(matrix, rng.uniform(0.3, 5, 3), rng.uniform(-99, 99, 3))
        columns = affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0)
        rows.append({'affine': affine.tolist(), 'axcodes': ''.join(nib.aff2axcodes(affine)),
                     'byColumns': len(set(np.abs(columns).argmax(0))) == 3 and [int(r) for r in np.abs(columns).argmax(0)]
                     == [int(r) for r in nib.io_orientation(affine)[:, 0]]})
    differing = sum(not row.pop('byColumns') for row in rows)
    assert differing >= 20, differing
    (OUT / 'orientations.json').write_text('[\n' + ',\n'.join(map(json.dumps, rows)) + '\n]\n')


def header_fields():
    """nibabel's tables; bytes that stand for numbers (the codes of eol_check, orient of ANALYZE) count as unsigned here."""
    rows = []
    for version, table in (('NIFTI1', header_dtype), ('NIFTI2', nifti2.header_dtype), ('ANALYZE', spm2analyze.header_dtype)):
        for name in table.names:
            dtype, offset = table.fields[name][:2]
            kind = 'u' if name in ('eol_check', 'orient') else dtype.base.kind
            rows.append({'version': version, 'name': name, 'offset': int(offset), 'bytes': int(dtype.itemsize),
                         'count': int(np.prod(dtype.shape, dtype=int)), 'kind': kind})
    (OUT / 'header-fields.json').write_text('[\n' + ',\n'.join(map(json.dumps, rows)) + '\n]\n')


def main():
    shutil.rmtree(OUT / 'files', ignore_errors=True)
    (OUT / 'files').mkdir(parents=True)
    for part in (types, scalings, affines, containers, orders, written, orientations, header_fields):
        part()
    (OUT / 'expected.json').write_text('[\n' + ',\n'.join(json.dumps(row) for row in expected) + '\n]\n')
    print(len(expected), 'files')


if __name__ == '__main__':
    main()
