"""Makes ANALYZE pairs with a .mat file beside them, and says which affine nibabel reads: SpmMatrixTest compares.

    python scripts/reference/spm_matrices.py

Writes src/test/resources/org/gliomagrading/nifti/spm-matrices.json: of each case the two or three files (base64) and the
affine, null where nibabel refuses the .mat file. nibabel and SciPy write some of the .mat files; what they do not write
but read (big-endian, numbers in fewer bytes) is put together here. Made with Python 3.11, numpy 2.4.6, scipy 1.17.1 and
nibabel 5.4.2.
"""
import base64
import gzip
import io
import json
import struct
import tempfile
from pathlib import Path

import nibabel as nib
import numpy as np
import scipy.io

OUT = Path(__file__).parents[2] / 'src/test/resources/org/gliomagrading/nifti/spm-matrices.json'
UNSIGNED = 'BHIQ'
WHOLE = 'bhiq' + UNSIGNED
RNG = np.random.default_rng(31)


def oblique():
    matrix = np.eye(4)
    matrix[:3] = RNG.normal(size=(3, 4)) * [2, 2, 2, 90]
    return matrix


def matlab(variables, **options):
    out = io.BytesIO()
    scipy.io.savemat(out, variables, **options)
    return out.getvalue()


def numbers(order, matrix, code):
    whole = np.abs(matrix) if code in UNSIGNED else matrix
    return struct.pack(f'{order}{matrix.size}{code}', *whole.flatten(order='F').astype(int if code in WHOLE else float))


def level4(order, name, matrix, code='d'):
    kind = {'d': 0, 'f': 10, 'i': 20, 'h': 30, 'H': 40, 'B': 50}[code] + (1000 if order == '>' else 0)
    name = name.encode() + b'\0'
    return struct.pack(order + '5i', kind, *matrix.shape, 0, len(name)) + name + numbers(order, matrix, code)


def level5(order, name, matrix, code, number_type):
    def element(kind, data):
        return struct.pack(order + '2i', kind, len(data)) + data + bytes(-len(data) % 8)
    small = struct.pack(order + 'I', len(name) << 16 | 1) + name.encode().ljust(4, b'\0')
    body = element(6, struct.pack(order + '2I', 6, 0)) + element(5, struct.pack(f'{order}{matrix.ndim}i', *matrix.shape)) \
        + small + element(number_type, numbers(order, matrix, code))
    header = b'MATLAB 5.0 MAT-file, made by hand'.ljust(124) + (b'\0\1IM' if order == '<' else b'\1\0MI')
    return header + element(14, body)


def main():
    mat, m, other = oblique(), oblique(), oblique()
    whole = np.diag([-3., 2, 4, 1])
    whole[:3, 3] = 90, -126, -72
    cases = {
        'none': None,
        'mat and M as nibabel writes them': matlab({'M': m, 'mat': mat}, format='4'),
        'mat before M': matlab({'mat': mat, 'M': m}, format='4'),
        'M alone, as SPM99': matlab({'M': m}, format='4'),
        'level 5': matlab({'mat': mat, 'M': m}),
        'level 5, compressed': matlab({'M': m, 'mat': mat}, do_compression=True),
        'level 5, after others': matlab({'a': np.zeros((12, 20)), 'text': 'mat', 'cells': np.array([1, 'x'], object), 'mat': mat}),
        'level 5, after others, compressed': matlab({'a': RNG.normal(size=(12, 20)), 'text': 'M', 'M': m}, do_compression=True),
        'level 4, after others': matlab({'a': np.ones((5, 6)), 'text': 'mat', 'z': np.array([[1j]]), 'M': m}, format='4'),
        'a matrix for each volume': matlab({'mat': np.stack([mat, other], axis=2)}, do_compression=True),
        'level 4, big-endian': level4('>', 'mat', mat),
        **{f'level 4, numbers as {c}': level4(o, 'mat', whole, c) for o, c in ('<f', '>i', '<h', '>H', '<B')},
        'level 5, big-endian': level5('>', 'mat', mat, 'd', 9),
        **{f'level 5, numbers as {c}': level5(o, 'M', whole, c, t) for o, c, t in (
            ('<', 'b', 1), ('>', 'B', 2), ('<', 'h', 3), ('>', 'H', 4), ('<', 'i', 5), ('>', 'I', 6), ('<', 'f', 7), ('>', 'q', 12), ('<', 'Q', 13))},
        'empty': b'',
        'neither': matlab({'a': mat}),
        'text': '\n'.join(' '.join(map(str, row)) for row in mat).encode(),
        'text as mat': matlab({'mat': 'text'}),
        'mat of 3 x 3': matlab({'mat': mat[:3, :3]}),
    }
    rows = []
    for name, content in cases.items():
        for ending in ('', '.gz') if name in ('none', 'level 5') else ('',):
            with tempfile.TemporaryDirectory() as folder:
                base = Path(folder) / 'a'
                image = nib.Spm2AnalyzeImage(np.arange(24, dtype=np.uint8).reshape(2, 3, 4), None)
                image.header.set_zooms((1.5, 2.5, 3.5))
                image.header['origin'][:3] = 2, 1, 3
                nib.save(image, f'{base}.img')
                for old in Path(folder).glob('*.mat'):
                    old.unlink()
                if content is not None:
                    Path(f'{base}.mat').write_bytes(content)
                for path in Path(folder).iterdir():
                    if ending:
                        Path(f'{path}.gz').write_bytes(gzip.compress(path.read_bytes(), mtime=0))
                        path.unlink()
                try:
                    loaded = nib.load(f'{base}.img{ending}')
                    assert isinstance(loaded, nib.Spm2AnalyzeImage)
                    affine = loaded.affine.astype(float).tolist()
                    assert len(affine) == 4
                except Exception as e:
                    print(f'{name}: nibabel refuses it: {e!r}')
                    affine = None
                files = {p.name: base64.b64encode(p.read_bytes()).decode() for p in sorted(Path(folder).iterdir())}
            rows.append({'name': name + ending, 'files': files, 'affine': affine})
    OUT.write_text('[\n' + ',\n'.join(map(json.dumps, rows)) + '\n]\n')
    print(len(rows), 'cases,', OUT.stat().st_size, 'bytes')


if __name__ == '__main__':
    main()
