"""PyTorch on one thread: python3 pytorch.py <work> [flush]. Speaks the protocol of ../protocol.ts."""

import ctypes
import json
import math
import re
import sys
import time

import torch
from torch import nn

work = json.loads(sys.argv[1])
torch.set_num_threads(1)
if "flush" in sys.argv[2:]:
    torch.set_flush_denormal(True)


def create_draw():
    """The numbers of ../numbers.ts."""
    modulus = 2147483647
    state = 1

    def draw(shape, bound):
        nonlocal state
        values = []
        for _ in range(torch.Size(shape).numel()):
            state = state * 48271 % modulus
            values.append((2 * state / modulus - 1) * bound)
        return torch.tensor(values, dtype=torch.float32).reshape(shape)

    return draw


def blas():
    """Which library multiplies matrices here, and with which kernels."""
    if "BLAS_INFO=mkl" in torch.__config__.show():
        return "MKL"
    maps = open("/proc/self/maps").read() if sys.platform == "linux" else ""
    openblas = re.search(r"/\S*openblas\S*", maps)
    if not openblas:
        return "reference BLAS, which is no honest opponent" if "libblas" in maps else "an unknown BLAS"
    library = ctypes.CDLL(openblas.group())
    library.openblas_get_corename.restype = ctypes.c_char_p
    return "OpenBLAS for " + library.openblas_get_corename().decode()


def prepare_product():
    side = work["side"]
    draw = create_draw()
    left, right = draw((side, side), 1), draw((side, side), 1)
    results = torch.mm(left, right).flatten()[:3].tolist()
    return lambda: torch.mm(left, right)[0, 0], results


def prepare_network():
    hidden, steps, batch = work["hiddenSize"], work["steps"], work["batch"]
    layer = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}[work["cell"]](work["inputSize"], hidden)
    head = nn.Linear(hidden, 1)
    draw = create_draw()
    with torch.no_grad():
        for parameter in [*layer.parameters(), *head.parameters()]:
            parameter.copy_(draw(tuple(parameter.shape), hidden**-0.5))
    inputs = draw((steps, batch, work["inputSize"]), 1)
    targets = draw((batch, 1), 1)

    def infer():
        with torch.no_grad():
            return head(layer(inputs)[0][-1])[0, 0]

    if work["kind"] == "inference":
        return infer, [infer().item()]

    adam = torch.optim.Adam([*layer.parameters(), *head.parameters()], lr=0.001)

    def learn():
        adam.zero_grad()
        loss = nn.functional.mse_loss(head(layer(inputs)[0][-1]), targets)
        loss.backward()
        adam.step()
        return loss

    return learn, [learn().item() for _ in range(3)]


def say(message):
    print(json.dumps(message), flush=True)


def finite(value):
    return value if math.isfinite(value) else None


step, results = prepare_product() if work["kind"] == "matmul" else prepare_network()
say({"results": [finite(one) for one in results], "note": f"torch {torch.__version__}, {blas()}, one thread"})
for line in sys.stdin:
    count = json.loads(line)["steps"]
    wall = []
    cpu = time.process_time()
    for _ in range(count):
        start = time.perf_counter()
        last = step()
        wall.append((time.perf_counter() - start) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / count
    say({"wallMs": wall, "cpuMs": cpu, "last": finite(last.item())})
