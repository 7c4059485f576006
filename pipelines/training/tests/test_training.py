"""Laws of the training code on made-up tiles: run with python3 -m unittest discover -s tests -t ."""
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest

import numpy as np
import torch

from didban_training import export_onnx, pack, train
from didban_training.batches import Batches
from didban_training.network import ChangeNet, spread
from didban_training.pairs import SIZE, draw_scene, finish_pair, make_pair
from didban_training.places import Places
from didban_training.regions import load_regions
from didban_training.scoring import Score
from tests.made_up_tiles import write_ground, write_tiles

RECIPE = {"seed": 5, "batch": 2, "weight_decay": 0.01, "encoder_rate": 0.3, "report_every": 2, "checkpoint_every": 2,
          "stages": [{"name": "first", "steps": 2, "rate_start": 0.001, "rate_end": 0.0005, "procedural": 0.5, "repeats": 2, "average": 0.9},
                     {"name": "with own labels", "steps": 2, "rate_start": 0.001, "rate_end": 0.0005, "shape": "cosine", "procedural": 0.0,
                      "repeats": 1, "average": 0.9, "own_labels": 0.5, "from_average": True}]}


class OnTiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = os.path.join(cls.folder.name, "tiles")
        write_tiles(cls.data)
        cls.unlabelled = os.path.join(cls.folder.name, "unlabelled")
        write_ground(cls.unlabelled, ("suburb00", "suburb01"))
        cls.regions = load_regions(cls.data)
        cls.places = Places(cls.regions)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_neighbouring_tiles_join_and_gaps_are_invalid(self):
        joined = [r for r in self.regions if r.name.startswith("oam_banepa")]
        self.assertEqual([r.image.shape for r in joined], [(512, 512, 3)])
        self.assertAlmostEqual(float(joined[0].valid.mean()), 0.75)

    def test_pairs_depend_on_the_seed_alone_and_hold_legal_values(self):
        for seed in range(6):
            with self.subTest(seed=seed):
                first, second = [make_pair(np.random.default_rng(seed), self.places, seed % 2) for _ in range(2)]
                for key, value in first.items():
                    np.testing.assert_array_equal(value, second[key])
                self.assertEqual(first["before"].shape, (SIZE, SIZE, 3))
                self.assertTrue(((first["before"] >= 0) & (first["before"] <= 1)).all())
                self.assertTrue(set(np.unique(first["truth"])) <= {0.0, 1.0})

    def test_change_lies_where_exactly_one_date_is_built(self):
        for seed in range(12):
            with self.subTest(seed=seed):
                states, change, weight = draw_scene(np.random.default_rng(seed), self.places, 0.5)
                known = (change > 0) & (weight[2] > 0)
                either = (states[0][1] | states[1][1]) > 0
                self.assertEqual(int((known & ~either).sum()), 0)

    def test_a_scene_without_edits_has_no_change_however_it_is_acquired(self):
        image, mask = self.regions[0].image[:SIZE, :SIZE] / np.float32(255), self.regions[0].mask[:SIZE, :SIZE]
        scene = ([[image, mask], [image, mask]], np.zeros_like(mask), np.ones((3, SIZE, SIZE), np.float32))
        pair = finish_pair(np.random.default_rng(1), scene)
        self.assertEqual(pair["truth"][2].sum(), 0)
        self.assertGreater(np.abs(pair["before"] - pair["after"]).mean(), 0.01)

    def test_swapping_the_dates_swaps_the_building_maps_and_keeps_the_change(self):
        torch.manual_seed(0)
        model = ChangeNet().eval()
        a, b = torch.randn(1, 3, 64, 96), torch.randn(1, 3, 64, 96)
        with torch.no_grad():
            forth, back = model(a, b), model(b, a)
        torch.testing.assert_close(forth[:, [1, 0, 2]], back, atol=1e-5, rtol=0)

    def test_any_place_in_the_row_of_batches_gives_the_same_batch(self):
        whole = Batches(self.places, 3, (0.3, 0.3), 2, 2, 0, 34)
        later = Batches(self.places, 3, (0.3, 0.3), 2, 2, 17, 17)
        for one, two in zip(whole[20], later[3]):
            torch.testing.assert_close(one, two, atol=0, rtol=0)

    def test_a_lane_serves_its_scenes_again_under_other_acquisitions(self):
        batches = Batches(self.places, 3, (0.3, 0.3), 2, 2, 0, 34)
        first, again, other = [[t.float() for t in batches[k]] for k in (4, 20, 5)]
        built = [batch[2][:, :2].sum((1, 2, 3)) for batch in (first, again, other)]
        self.assertLess(float((built[0] / built[1] - 1).abs().max()), 0.05)
        self.assertGreater(float((built[0] / built[2] - 1).abs().max()), 0.05)
        self.assertGreater(float((first[0] - again[0]).abs().mean()), 0.01)

    def test_training_from_a_pack_needs_no_gdal(self):
        code = "import sys; sys.modules['osgeo'] = None; from didban_training import train, unlabelled"
        subprocess.run([sys.executable, "-c", code], check=True)

    def test_spreading_puts_each_answer_at_its_place(self):
        x = torch.arange(2 * 8 * 3 * 5, dtype=torch.float32).view(2, 8, 3, 5)
        out = spread(x, 2)
        self.assertEqual(tuple(out.shape), (2, 2, 6, 10))
        self.assertEqual(float(out[1, 1, 3, 8]), float(x[1, 4 + 2, 1, 4]))

    def test_training_resumes_to_the_same_weights_and_exports_a_network_that_opencv_reads(self):
        def train_to(run, steps):
            os.makedirs(run, exist_ok=True)
            path = os.path.join(run, "recipe.json")
            with open(path, "w") as stream:
                json.dump(RECIPE, stream)
            with contextlib.redirect_stdout(io.StringIO()):
                train.main(["--pack", packed, "--run", run, "--recipe", path, "--workers", "0", "--stop-at", str(steps)])

        packed = os.path.join(self.folder.name, "pack.zip")
        with contextlib.redirect_stdout(io.StringIO()):
            pack.main(["--data", self.data, "--unlabelled", self.unlabelled, "--out", packed])
        whole, parts = os.path.join(self.folder.name, "whole"), os.path.join(self.folder.name, "parts")
        train_to(whole, 4)
        train_to(parts, 2)
        train_to(parts, 4)
        self.assertTrue(os.path.exists(os.path.join(whole, "labels.npz")))
        one, two = [torch.load(os.path.join(run, "final.pt"))["average"] for run in (whole, parts)]
        for name in one:
            torch.testing.assert_close(one[name], two[name], atol=0, rtol=0)

        onnx = os.path.join(self.folder.name, "net.onnx")
        with contextlib.redirect_stdout(io.StringIO()):
            export_onnx.main(["--checkpoint", os.path.join(whole, "final.pt"), "--onnx", onnx, "--data", self.data])
        with open(os.path.join(self.folder.name, "net.json")) as stream:
            card = json.load(stream)
        self.assertEqual(card["output"]["channels"], ["building_before", "building_after", "change"])
        self.assertLess(os.path.getsize(onnx), 12e6)


class Scores(unittest.TestCase):
    def test_a_hand_made_map(self):
        label, predicted = np.zeros((40, 40), bool), np.zeros((40, 40), bool)
        label[0:10, 0:10] = label[20:30, 20:30] = True  # two objects of 100 pixels
        predicted[0:10, 0:8] = True  # 80 pixels of the first
        predicted[0:10, 30:40] = True  # a false alarm of 100
        score = Score()
        score.add(predicted, label)
        result = score.result()
        self.assertAlmostEqual(result["pixel"]["precision"], 80 / 180, places=4)
        self.assertAlmostEqual(result["pixel"]["recall"], 0.4, places=4)
        self.assertEqual((result["object"]["precision"], result["object"]["recall"]), (0.5, 0.5))


if __name__ == "__main__":
    unittest.main()
