"""The rates of stochastic depth in torchvision's EfficientNets and ConvNeXt.

Writes stochastic_depth.csv: backbone, the block's name in torchvision, its rate; only blocks whose rate is used, which are
those that add their input.

Versions: torch 2.13.0, torchvision 0.28.0.
Use: python stochastic_depth.py ../../src/test/resources/network
"""
import sys
import types
from pathlib import Path

import torch

sys.modules.setdefault("torchvision._meta_registrations", types.ModuleType("torchvision._meta_registrations"))
from torchvision import models  # noqa: E402

NETWORKS = {
    "EfficientNetB0": models.efficientnet_b0,
    "EfficientNetB3": models.efficientnet_b3,
    "EfficientNetB4": models.efficientnet_b4,
    "ConvNeXtBase": models.convnext_base,
}


def main(folder):
    with open(Path(folder) / "stochastic_depth.csv", "w", encoding="utf-8") as out:
        print("backbone,block,rate", file=out)
        for backbone, make in NETWORKS.items():
            with torch.device("meta"):
                model = make(weights=None)
            for name, module in model.named_modules():
                if hasattr(module, "stochastic_depth") and getattr(module, "use_res_connect", True):
                    assert module.stochastic_depth.mode == "row"
                    print(backbone, name, module.stochastic_depth.p, sep=",", file=out)


if __name__ == "__main__":
    main(sys.argv[1])
