"""Laws of the construction network's training code on a made-up city."""
import contextlib
import io
import json
import os
import tempfile
import unittest

import numpy as np
import torch

from didban_construction import export
from didban_construction.cities import CityPair, stretched
from didban_construction.crops import SIZE, draw
from didban_construction.network import KINDS, ConstructionNet
from didban_construction.train import loss


def made_up_city(size=400):
    rng = np.random.default_rng(3)
    image = rng.uniform(0, 1, (8, size, size)).astype(np.float16)
    image[:, :20] = np.nan
    kind = np.zeros((size, size), np.uint8)
    kind[150:180, 200:240] = 1 + KINDS.index("groundwork")
    return CityPair("made up", image, kind, np.array([[220.0, 165.0]]), np.array([[50.0, 300.0]]))


class Construction(unittest.TestCase):
    def test_crops_depend_on_the_seed_alone_and_keep_the_truth(self):
        city = made_up_city()
        for seed in range(8):
            with self.subTest(seed=seed):
                first, second = [draw(np.random.default_rng(seed), [city]) for _ in range(2)]
                for one, two in zip(first, second):
                    np.testing.assert_array_equal(one, two)
                image, kind, seen = first
                self.assertEqual(image.shape, (8, SIZE, SIZE))
                self.assertFalse(np.isnan(image).any())
                self.assertTrue(set(np.unique(kind)) <= {0, 1 + KINDS.index("groundwork")})
                self.assertGreater(seen.mean(), 0.9)

    def test_bands_are_stretched_between_their_percentiles(self):
        band = np.arange(10000, dtype=np.float32).reshape(1, 100, 100)
        out = stretched(band)
        self.assertAlmostEqual(float(out[0, 1, 0]), 0, delta=0.01)
        self.assertAlmostEqual(float(out[0, 99, 0]), 1, delta=0.01)

    def test_the_right_answer_costs_less_than_any_other_and_unseen_ground_nothing(self):
        kind = torch.zeros(1, 32, 32, dtype=torch.long)
        kind[0, 8:20, 8:20] = 3
        right = torch.full((1, 6, 32, 32), -8.0)
        right[0, 0][kind[0] > 0] = 8.0
        right[0, 3] = 8.0
        seen = torch.ones(1, 32, 32)
        for wrong in (-right, torch.zeros_like(right)):
            self.assertLess(loss(right, kind, seen)[0], loss(wrong, kind, seen)[0])
        half = seen.clone()
        half[:, :, 16:] = 0
        spoilt = right.clone()
        spoilt[:, :, :, 18:] *= -1  # past the reach of what is seen
        self.assertAlmostEqual(float(loss(right, kind, half)[0]), float(loss(spoilt, kind, half)[0]), places=5)

    def test_the_exported_network_is_the_trained_one_and_its_kinds_compete(self):
        torch.manual_seed(1)
        with tempfile.TemporaryDirectory() as folder:
            checkpoint, recipe, onnx = [os.path.join(folder, n) for n in ("final.pt", "recipe.json", "net.onnx")]
            torch.save({"average": ConstructionNet().state_dict(), "step": 0}, checkpoint)
            with open(recipe, "w") as stream:
                json.dump({"held_out": []}, stream)
            with contextlib.redirect_stdout(io.StringIO()):
                export.main(["--checkpoint", checkpoint, "--recipe", recipe, "--onnx", onnx])  # exits when OpenCV differs
            with open(os.path.join(folder, "net.json")) as stream:
                self.assertEqual(json.load(stream)["output"]["channels"], ["change", *KINDS])


if __name__ == "__main__":
    unittest.main()
