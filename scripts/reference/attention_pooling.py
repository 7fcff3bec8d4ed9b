"""Attention-based pooling (Ilse et al. 2018) by PyTorch's own layers, autograd and Adam, in float64.

Writes src/test/resources/fusion/attention_pooling.json: features of some patients, drawn parameters,
what comes out, the weights of the slices, and parameters and outcomes after steps of Adam. For each variant (with and
without gate) there is a control: the same steps without weight decay.

    python scripts/reference/attention_pooling.py        # torch 2.13.0
"""
import json
import pathlib

import torch

FEATURES, HIDDEN, STEPS, RATE, DECAY = 5, 3, 30, 0.05, 0.01
OUT = pathlib.Path(__file__).parents[2] / "src/test/resources/fusion/attention_pooling.json"


class Pooling(torch.nn.Module):
    def __init__(self, gated):
        super().__init__()
        self.v = torch.nn.Linear(FEATURES, HIDDEN)
        self.u = torch.nn.Linear(FEATURES, HIDDEN) if gated else None
        self.w = torch.nn.Linear(HIDDEN, 1, bias=False)
        self.classifier = torch.nn.Linear(FEATURES, 1)

    def attention(self, h):
        hidden = torch.tanh(self.v(h))
        if self.u is not None:
            hidden = hidden * torch.sigmoid(self.u(h))
        return torch.softmax(self.w(hidden).squeeze(1), dim=0)

    def forward(self, h):
        return self.classifier(self.attention(h) @ h).squeeze()

    def flat(self):
        """V by rows of features, v, U and u, w, c, b."""
        layers = [self.v] + ([self.u] if self.u is not None else [])
        parts = [p for layer in layers for p in (layer.weight.T, layer.bias)]
        parts += [self.w.weight, self.classifier.weight, self.classifier.bias]
        return [x for part in parts for x in part.detach().flatten().tolist()]


def outcomes(model, bags):
    return [torch.sigmoid(model(h)).item() for h, _ in bags]


def train(model, bags, decay):
    adam = torch.optim.Adam(model.parameters(), lr=RATE, betas=(0.9, 0.999), weight_decay=decay)
    for step in range(STEPS):
        h, high = bags[step % len(bags)]
        adam.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(model(h), torch.tensor(float(high))).backward()
        adam.step()


torch.set_default_dtype(torch.float64)
torch.manual_seed(1)
bags = [(torch.randn(n, FEATURES) + (0.5 if high else -0.5), high) for n, high in
        [(4, True), (1, False), (7, True), (3, False), (6, False), (5, True)]]
result = {"features": FEATURES, "hidden": HIDDEN, "steps": STEPS, "rate": RATE, "decay": DECAY,
          "patients": [{"features": h.tolist(), "high": high} for h, high in bags], "variants": []}
for gated in (False, True):
    model = Pooling(gated)
    start = {name: value.clone() for name, value in model.state_dict().items()}
    variant = {"gated": gated, "start": model.flat(), "before": outcomes(model, bags),
               "attention": [model.attention(h).tolist() for h, _ in bags]}
    train(model, bags, DECAY)
    variant.update(parameters=model.flat(), after=outcomes(model, bags))
    model.load_state_dict(start)
    train(model, bags, 0)
    variant["withoutDecay"] = outcomes(model, bags)
    result["variants"].append(variant)
OUT.parent.mkdir(parents=True, exist_ok=True)
OUT.write_text(json.dumps(result) + "\n")
