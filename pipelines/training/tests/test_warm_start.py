"""A network taken up from its ONNX file is the same function."""
import contextlib
import io
import os
import tempfile
import unittest

import onnx
import torch

from didban_training.export_onnx import WithSigmoid, export, largest_difference
from didban_training.network import ChangeNet
from didban_training.warm_start import normalised_convolutions, warm_start


def worn_network():
    """A network whose batch normalisations hold statistics, gains and offsets of their own."""
    torch.manual_seed(3)
    model = ChangeNet().eval()
    with torch.no_grad():
        for _, norm in normalised_convolutions(model):
            norm.running_mean.normal_(0, 0.2)
            norm.running_var.uniform_(0.5, 2)
            norm.weight.uniform_(0.5, 1.5)
            norm.bias.normal_(0, 0.2)
    return model


class WarmStart(unittest.TestCase):
    def test_function_is_kept_at_rest_and_in_training(self):
        torch.manual_seed(5)
        batch = torch.randn(4, 3, 64, 64), torch.randn(4, 3, 64, 64)
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            path = os.path.join(folder, "net.onnx")
            export(worn_network(), path)
            model = ChangeNet()
            warm_start(model, path, [batch])
            self.assertLess(largest_difference(WithSigmoid(model), path), 1e-4)
            dilations = [tuple(a.ints) for node in onnx.load(path).graph.node for a in node.attribute if a.name == "dilations"]
        self.assertEqual(set(dilations), {(1, 1)})  # the dilation that makes torch fast stays out of what is shipped
        with torch.no_grad():
            at_rest = model.eval()(*batch)
            in_training = model.train()(*batch)  # the batch is the one whose statistics were taken
        torch.testing.assert_close(in_training, at_rest, atol=1e-2, rtol=0)


if __name__ == "__main__":
    unittest.main()
