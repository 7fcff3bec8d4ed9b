"""Weight files that PyTorch writes, and what it reads from them, for WeightFilesTest and PyTorchFilesTest.

Files of releases that are not at hand (Python 2, PyTorch 0.1, machines of the other byte order) are put together here
from their bytes, and torch.load says what is in them. Whole networks and a pickle that would run a command are to be
refused; nothing reads those here.

Versions: torch 2.13.0, numpy 2.4.6.
Use: python pytorch_weight_files.py ../../src/test/resources/weights
"""
import csv
import io
import os
import struct
import sys
import zipfile
import zlib
from collections import OrderedDict

import numpy as np
import torch

TYPES = {torch.bool: "BOOL", torch.uint8: "U8", torch.int8: "I8", torch.int16: "I16", torch.int32: "I32",
         torch.int64: "I64", torch.float16: "F16", torch.bfloat16: "BF16", torch.float32: "F32", torch.float64: "F64"}


def types():
    floats = [0.0, -0.0, 1.0, -2.5, 1 / 3, 1e-7, 60000.0, float("inf"), float("-inf"), float("nan")]
    tensors = OrderedDict((name, torch.tensor(floats, dtype=dtype))
                          for dtype, name in TYPES.items() if dtype.is_floating_point)
    tensors["F64"] = torch.tensor(floats + [1e300, 1e-300, 16777217.0, 0.1], dtype=torch.float64)
    tensors["F32"] = torch.tensor(floats + [1e-45, 3.4028235e38], dtype=torch.float32)
    tensors["I64"] = torch.tensor([2**40 + 1, -2**63, 2**63 - 1, 16777217, 7], dtype=torch.int64)
    tensors["I32"] = torch.tensor([-2**31, 2**31 - 1, -1], dtype=torch.int32)
    tensors["I16"] = torch.tensor([-2**15, 2**15 - 1, -1], dtype=torch.int16)
    tensors["I8"] = torch.tensor([-128, 127, -1], dtype=torch.int8)
    tensors["U8"] = torch.tensor([0, 255, 128], dtype=torch.uint8)
    tensors["BOOL"] = torch.tensor([[True, False], [False, True]])
    return tensors


def views():
    base = torch.arange(24, dtype=torch.float32) / 8
    kernel = (torch.arange(48, dtype=torch.float32) - 20).reshape(2, 3, 2, 4)
    return OrderedDict([
        ("transposed", base.reshape(4, 6).t()), ("part", base.reshape(4, 6)[1:3, 1::2]),
        ("start", base[:5]), ("end", base[20:]),
        ("channels_last", kernel.contiguous(memory_format=torch.channels_last)), ("scalar", torch.tensor(3.5)),
        ("empty", torch.zeros(0, 4)), ("parameter", torch.nn.Parameter(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))),
        ("ones", torch.as_strided(base, (1, 3, 1), (7, 2, 5), 4)), ("halves", base.to(torch.float16)[::3])])


def network():
    torch.manual_seed(5)
    return torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3, bias=False), torch.nn.BatchNorm2d(3), torch.nn.Flatten(),
                               torch.nn.Linear(3, 2))


def trained():
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    for _ in range(2):
        model(torch.rand(4, 2, 3, 3)).square().sum().backward()
        optimizer.step()
    return model, optimizer


def checkpoint():
    model, optimizer = trained()
    return {"epoch": 3, "arch": "small", "best_acc1": torch.tensor(71.5), "state_dict": OrderedDict(
        ("module." + name, value) for name, value in model.state_dict().items()), "optimizer": optimizer.state_dict()}


class Command:
    """Unpickling it would run a command that leaves a file."""

    def __reduce__(self):
        return os.system, ("echo run > run-by-a-weight-file",)


def other_byte_order(path, target):
    """As a big-endian machine writes it."""
    sizes = {str(i): value.element_size() for i, value in enumerate(types().values())}
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for entry in source.infolist():
            data, name = source.read(entry), entry.filename.split("/", 1)[1]
            if name == "byteorder":
                data = b"big"
            if name.startswith("data/"):
                size = sizes[name[5:]]
                data = np.frombuffer(data, np.uint8).reshape(-1, size)[:, ::-1].tobytes()
            out.writestr("archive/" + name, data)


def text(value):
    return b"U" + bytes([len(value)]) + value.encode()


def storage(key, count, view=b"N"):
    kind = text("storage") + b"ctorch\nFloatStorage\n"
    return b"(" + kind + text(key) + text("cpu") + b"K" + bytes([count]) + view + b"tQ"


def place(offset, shape, strides):
    def numbers(values):
        return b"(" + b"".join(b"K" + bytes([value]) for value in values) + b"t"
    return b"K" + bytes([offset]) + numbers(shape) + numbers(strides)


def stream(pickle, keys, values):
    """The format before 1.6, around a pickle of the object."""
    magic = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."
    machine = b"\x80\x02}(" + text("little_endian") + b"\x88" + text("type_sizes") + b"}u."
    listed = b"\x80\x02](" + b"".join(map(text, keys)) + b"e."
    data = b"".join(struct.pack("<q", len(v)) + np.asarray(v, "<f4").tobytes() for v in values)
    return magic + b"\x80\x02M\xe9\x03." + machine + pickle + listed + data


def python2():
    """PyTorch 0.3 on Python 2: str as bytes, OrderedDict with its items as pairs, tensors without gradient's flag."""
    def item(name, tensor):
        return b"](" + text(name) + b"ctorch._utils\n_rebuild_tensor\n(" + tensor + b"tRe"
    view = b"(" + text("77") + b"K\x02K\x04t"
    items = item("features.norm.1.weight", storage("140", 6) + place(0, (2, 3), (3, 1)))
    items += item("features.norm.1.bias", storage("99", 8, view) + place(1, (3,), (1,)))
    pickle = b"\x80\x02ccollections\nOrderedDict\nq\x00](" + items + b"e\x85Rq\x01."
    return stream(pickle, ["140", "99"], [[1, 2, 3, 4, 5, 6.5], [0, 1, 2, 3, 4, 5, 6, 7]])


def tensors_first():
    """PyTorch 0.1: a tensor is made empty, and then told its storage."""
    tensor = b"ctorch\nFloatTensor\n)Rq\x05(" + storage("12", 4) + place(0, (2, 2), (1, 2)) + b"tb"
    pickle = b"\x80\x02}q\x00(" + text("weight") + tensor + text("again") + b"h\x05u."
    return stream(pickle, ["12"], [[1, 2, 3, 4.25]])


def java(value):
    value = float(value)
    return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(str(value), repr(value))


def rows(file, tensors):
    """What must be read from a file; 64-bit numbers rounded to floats."""
    for name, value in tensors.items():
        values = value.detach().contiguous().to(torch.float32).flatten().tolist()
        yield [file, name, TYPES[value.dtype], "x".join(map(str, value.shape)), " ".join(map(java, values))]


def halves():
    """CRC-32 of the floats that all numbers of 16 bits stand for, NaN as 0."""
    for dtype in (torch.float16, torch.bfloat16):
        numbers = torch.arange(-32768, 32768).to(torch.int16).view(dtype).to(torch.float32)
        floats = numbers.nan_to_num(0, float("inf"), -float("inf"))
        yield [TYPES[dtype], zlib.crc32(floats.numpy().astype("<f4").tobytes())]


if __name__ == "__main__":
    folder = sys.argv[1]
    expected = []
    torch.serialization.get_source_lines_and_file = None  # else whole networks carry the source of their classes

    def save(name, data, tensors, **options):
        for kind, zipped in ("", True), ("-stream", False):
            file = name + kind + ".pth"
            torch.save(data, os.path.join(folder, file), _use_new_zipfile_serialization=zipped, **options)
            expected.extend(rows(file, tensors))

    save("types", types(), types())
    save("views", views(), views())
    save("network", trained()[0].state_dict(), trained()[0].state_dict())
    save("protocol4", network().state_dict(), network().state_dict(), pickle_protocol=4)
    save("checkpoint", checkpoint(), trained()[0].state_dict())
    save("whole", network(), {})
    save("command", {"weight": torch.ones(2), "more": Command()}, {})
    for name, content in ("python2", python2()), ("tensors-first", tensors_first()):
        with open(os.path.join(folder, name + ".pth"), "wb") as out:
            out.write(content)
        expected.extend(rows(name + ".pth", torch.load(io.BytesIO(content), weights_only=False)))
    other_byte_order(os.path.join(folder, "types.pth"), os.path.join(folder, "big-endian.pth"))
    expected.extend(rows("big-endian.pth", torch.load(os.path.join(folder, "big-endian.pth"))))
    with open(os.path.join(folder, "pytorch.csv"), "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["file", "tensor", "type", "shape", "values"])
        writer.writerows(expected)
    with open(os.path.join(folder, "halves.csv"), "w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([["type", "crc32"], *halves()])
