"""Learning from a city's own imagery: what is believed, what teaches, and what is taken."""
import contextlib
import hashlib
import io
import json
import os
import tempfile
import unittest

import numpy as np
import torch
from osgeo import gdal, osr

from didban_training import adapt, parcel_scores, teacher
from didban_training.export_onnx import export
from didban_training.model_card import write_card
from didban_training.own_imagery import BadInput, OwnPair, Piece, Register, draw_pieces, load_register, parcel_boxes
from didban_training.own_pairs import OwnPairs, real_crop
from didban_training.pairs import SIZE

from .test_warm_start import worn_network

GSD = 0.5


def piece_of(shape, parcels=None):
    rng = np.random.default_rng(1)
    image = rng.integers(40, 200, (*shape, 3)).astype(np.uint8)
    return Piece(image, image.copy(), np.ones(shape, np.uint8), np.zeros(shape, np.int64) if parcels is None else parcels, GSD)


def write_image(path, data, gsd=GSD, metric=True):
    bands, height, width = data.shape
    kind = gdal.GDT_Byte if data.dtype == np.uint8 else gdal.GDT_UInt32
    out = gdal.GetDriverByName("GTiff").Create(path, width, height, bands, kind)
    out.SetGeoTransform((500000, gsd, 0, 4000000, 0, -gsd))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32638 if metric else 4326)
    out.SetProjection(crs.ExportToWkt())
    for k in range(bands):
        out.GetRasterBand(k + 1).WriteArray(data[k])


def write_pair(folder, size=128, after_size=None):
    rng = np.random.default_rng(5)
    names = []
    for name, edge in (("own_before.tif", size), ("own_after.tif", after_size or size)):
        names.append(os.path.join(folder, name))
        write_image(names[-1], rng.integers(1, 255, (3, edge, edge)).astype(np.uint8))
    return names


class Believed(unittest.TestCase):
    def labels(self, soft, parcels=None, register=None):
        return teacher.label(soft.astype(np.float32), piece_of(soft.shape[1:], parcels), register or Register())

    def new_house(self, change=0.9):
        """A roof of 20 x 20 pixels (100 m2) at the later date alone."""
        soft = np.full((3, 60, 60), 0.02)
        soft[1, 20:40, 20:40] = 0.95
        soft[2, 20:40, 20:40] = change
        return soft

    def test_the_register_moves_the_odds_and_never_decides_alone(self):
        parcels = np.ones((60, 60), np.int64)
        for kind, change, there in (("completed", 0.4, 1), ("unknown", 0.4, 0), ("unknown", 0.6, 1), ("quiet", 0.6, 0),
                                    ("completed", 0.1, 0), ("quiet", 0.9, 1)):
            soft = self.new_house(change)
            soft[2, 24:36, 24:36] = max(change, 0.8) if there else change  # a core of 36 m2
            known = self.labels(soft, parcels, Register({1: kind}))
            self.assertEqual(int(known.truth[2, 21, 21]), there, (kind, change))

    def test_a_held_out_parcel_teaches_nothing_of_the_register(self):
        parcels = np.ones((60, 60), np.int64)
        with_it = self.labels(self.new_house(0.4), parcels, Register({1: "completed"}, {1}))
        without = self.labels(self.new_house(0.4), parcels, Register({1: "unknown"}))
        np.testing.assert_array_equal(with_it.truth, without.truth)
        np.testing.assert_array_equal(with_it.weight, without.weight)

    def test_change_follows_the_roof_that_it_mostly_covers(self):
        soft = self.new_house()
        soft[2, 20:40, 34:40] = 0.3  # 70 of 100 of the roof
        self.assertTrue(self.labels(soft).truth[2, 20:40, 20:40].all())
        soft[2, 20:40, 28:40] = 0.3  # 40 of 100
        self.assertFalse(self.labels(soft).truth[2, 20:40, 34:40].any())

    def test_a_piece_over_many_plots_is_not_believed_nor_disbelieved(self):
        one, many = np.ones((60, 60), np.int64), np.arange(60)[None] // 5 + np.ones((60, 1), np.int64)
        self.assertEqual(self.labels(self.new_house(), one).truth[2].sum(), 400)
        known = self.labels(self.new_house(), many)
        self.assertEqual(known.truth[2].sum(), 0)
        self.assertEqual(known.weight[2, 20:40, 20:40].sum(), 0)
        self.assertTrue(known.weight[2, :15].all())

    def test_a_piece_without_a_core_teaches_no_change(self):
        known = self.labels(self.new_house(0.6))
        self.assertEqual(known.truth[2].sum(), 0)
        self.assertTrue(known.weight[2, 20:40, 20:40].all())

    def test_change_without_a_change_of_roofs_is_not_believed(self):
        soft = self.new_house()
        soft[0] = soft[1]
        known = self.labels(soft)
        self.assertEqual(known.truth[2].sum(), 0)
        self.assertEqual(known.weight[2, 20:40, 20:40].sum(), 0)


    def test_as_much_ground_is_called_changed_as_before(self):
        rng = np.random.default_rng(4)
        pieces = [piece_of((40, 40)), piece_of((30, 50))]
        pieces[0].seen[:5] = 0
        looks = [rng.uniform(0.01, 0.99, (3, *p.seen.shape)).astype(np.float32) for p in pieces]
        odds = teacher.odds_to_share(looks, pieces, 0.2)
        moved = [np.stack([*s[:2], teacher.with_odds(s[2], odds)]) for s in looks]
        self.assertAlmostEqual(teacher.changed_share(moved, pieces), 0.2, delta=0.002)
        self.assertEqual(teacher.odds_to_share(looks, pieces, 0.0), 0.0)


class Samples(unittest.TestCase):
    def setUp(self):
        self.piece = piece_of((300, 300))
        self.piece.after = 255 - self.piece.before
        self.piece.seen[:, :150] = 0
        truth = np.zeros((3, 300, 300), np.uint8)
        truth[1:, 100:200, 180:240] = 1
        self.soft = truth * np.float32(0.9)
        self.known = teacher.Labels(truth, np.repeat(self.piece.seen[None], 3, 0).astype(np.float32))

    def test_a_real_crop_keeps_images_and_labels_together(self):
        for seed in range(6):
            images, truth, weight, soft, distil = real_crop(np.random.default_rng(seed), self.piece, self.known, self.soft)
            self.assertEqual(images[0].shape, (SIZE, SIZE, 3))
            np.testing.assert_array_equal(truth[2], truth[0] ^ truth[1])  # new in either order of the dates
            self.assertLess(np.abs(soft - 0.9 * truth)[:, distil].mean(), 0.05)
            self.assertFalse((weight[2] & ~distil).any())

    def test_samples_depend_on_their_number_alone(self):
        whole = OwnPairs([self.piece], [self.known], [self.soft], 3, 0, 4)
        later = OwnPairs([self.piece], [self.known], [self.soft], 3, 2, 2)
        for a, b in zip(whole[3], later[1]):
            torch.testing.assert_close(a, b, atol=0, rtol=0)
        self.assertTrue((whole[2][5] > 0).any())    # real: held to the parent where both dates see
        self.assertFalse((whole[3][5] > 0).any())   # made: no parent was asked

    def test_learning_moves_weights_and_leaves_statistics(self):
        model = worn_network()
        average = worn_network()
        before = {k: v.clone() for k, v in model.state_dict().items()}
        adapt.learn(model, average, OwnPairs([self.piece], [self.known], [self.soft], 3, 0, 2), 1e-4, 0)
        for name, value in model.state_dict().items():
            if "running" in name:
                torch.testing.assert_close(value, before[name], atol=0, rtol=0)
        moved = [float((p - before[n]).abs().max()) for n, p in model.named_parameters()]
        self.assertGreater(max(moved), 0)


class Taken(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(2)
        self.answer = np.repeat((1, 0), (40, 200))
        self.weak = np.clip(0.5 + 0.15 * (2 * self.answer - 1) + rng.normal(0, 0.3, 240), 0, 1)

    def test_only_what_is_better_by_more_than_chance(self):
        same, _ = parcel_scores.compare(self.weak, self.weak.copy(), self.answer, 1)
        better, _ = parcel_scores.compare(self.weak, 0.5 * self.weak + 0.5 * self.answer, self.answer, 1)
        worse, why = parcel_scores.compare(0.5 * self.weak + 0.5 * self.answer, self.weak, self.answer, 1)
        self.assertEqual((same, better, worse), (False, True, False))
        self.assertIn("worse", why)

    def test_a_better_order_does_not_pay_for_worse_probabilities(self):
        taken, why = parcel_scores.compare(self.answer * 0.9 + 0.05 - 0.3 * (self.weak > 0.99), 0.02 * self.answer, self.answer, 1)
        self.assertFalse(taken)
        self.assertIn("Brier", why)

    def test_the_scores_are_those_of_the_literature(self):
        p, answer = np.array([0.9, 0.4, 0.4, 0.1]), np.array([1, 1, 0, 0])
        self.assertAlmostEqual(parcel_scores.area_under_curve(p, answer), 0.875)  # a tie counts one half
        self.assertAlmostEqual(parcel_scores.brier(p, answer), (0.01 + 0.36 + 0.16 + 0.01) / 4)

    def test_a_parcel_reaches_what_a_building_on_it_reaches(self):
        change = np.full((20, 20), 0.1)
        change[:10, :10] = 0.8   # 25 m2 at 0.5 m
        change[0, 0] = 1.0
        inside = np.ones((20, 20), bool)
        self.assertAlmostEqual(parcel_scores.reached(change, inside, 0.5), 0.8)
        change[9, 9] = 0.1
        self.assertAlmostEqual(parcel_scores.reached(change, inside, 0.5), 0.1)


class WithoutParcels(unittest.TestCase):
    """Networks that say what a test wants them to say of any piece."""

    def judged(self, before, after, accept):
        def says(share):
            def network(x, y):
                out = torch.full((1, 3, *x.shape[2:]), -4.0)
                out[:, 2, :, :int(share * x.shape[3])] = 4.0
                return out
            return network
        settings = type("Settings", (), {"seed": 1, "accept": accept})
        return adapt.judge(says(before), says(after), None, Register(), [piece_of((128, 128))], [GSD], settings)[:2]

    def test_taken_only_when_asked_for_and_nothing_is_newly_called(self):
        self.assertEqual(self.judged(0.3, 0.3, False)[0], False)
        self.assertEqual(self.judged(0.3, 0.3, True)[0], True)
        self.assertEqual(self.judged(0.3, 0.2, True)[0], True)
        taken, why = self.judged(0.3, 0.4, True)
        self.assertFalse(taken)
        self.assertIn("in one piece", why)


class Reading(unittest.TestCase):
    def test_boxes_of_parcels_over_bands_of_rows(self):
        with tempfile.TemporaryDirectory() as folder:
            files = write_pair(folder)
            numbers = np.zeros((1, 128, 128), np.uint32)
            numbers[0, 10:90, 5:20] = 7
            numbers[0, 100:101, 50:60] = 3
            write_image(os.path.join(folder, "own_parcels.tif"), numbers)
            pair = OwnPair(*files, parcels=os.path.join(folder, "own_parcels.tif"))
            self.assertEqual(parcel_boxes(pair), {7: (10, 5, 90, 20), 3: (100, 50, 101, 60)})

    def test_what_cannot_be_worked_with_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            before, after = write_pair(folder, 128, 96)
            with self.assertRaisesRegex(BadInput, "own_after.tif.*96 x 96.*one grid"):
                OwnPair(before, after)
            write_image(before, np.zeros((3, 8, 8), np.uint8), 1e-5, metric=False)
            with self.assertRaisesRegex(BadInput, "own_before.tif.*--gsd"):
                OwnPair(before, before)
            with self.assertRaisesRegex(BadInput, "no part of it is seen"):
                draw_pieces([OwnPair(before, before, gsd=0.5)], np.random.default_rng(1), 4)
            with open(os.path.join(folder, "own_parcels.csv"), "w") as stream:
                stream.write("number,kind,held_out\n1,finished,0\n")
            with self.assertRaisesRegex(BadInput, "own_parcels.csv.*finished"):
                load_register(folder)


class Command(unittest.TestCase):
    """The whole way on one tiny pair; a rate of nothing leaves the function of the network as it was."""

    def run_it(self, folder, out, *more):
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = adapt.main(["--model", os.path.join(folder, "parent.onnx"), "--pair", os.path.join(folder, "own_before.tif"),
                               os.path.join(folder, "own_after.tif"), "--steps", "1", "--rounds", "1", "--rate", "0",
                               "--workers", "0", "--out", os.path.join(folder, out), *more])
        return code, said.getvalue()

    def test_taken_written_and_the_same_again(self):
        with tempfile.TemporaryDirectory() as folder:
            parent = os.path.join(folder, "parent.onnx")
            with contextlib.redirect_stdout(io.StringIO()):
                export(worn_network(), parent)
                write_card(parent, 0)
            write_pair(folder)
            code, said = self.run_it(folder, "own.onnx")
            self.assertEqual(code, adapt.NOT_BETTER, said)
            self.assertIn("--accept", said)
            self.assertFalse(os.path.exists(os.path.join(folder, "own.onnx")))
            files = []
            for name in ("own.onnx", "again.onnx"):
                code, said = self.run_it(folder, name, "--accept", "--city", "Khoy")
                self.assertEqual(code, 0, said)
                with open(os.path.join(folder, name), "rb") as stream:
                    files.append(stream.read())
            self.assertEqual(*files)
            with open(os.path.join(folder, "own.json")) as stream, open(parent, "rb") as network:
                card = json.load(stream)
                self.assertEqual(card["adapted"]["from"]["sha256"], hashlib.sha256(network.read()).hexdigest())
            self.assertEqual(card["weights"]["sha256"], hashlib.sha256(files[0]).hexdigest())
            self.assertEqual((card["weights"]["file"], card["adapted"]["city"]), ("own.onnx", "Khoy"))
            self.assertNotIn("validation", card)
            with open(parent, "ab") as network:
                network.write(b"x")
            code, said = self.run_it(folder, "third.onnx", "--accept")
            self.assertEqual(code, 2)
            self.assertIn("not the file its card describes", said)


if __name__ == "__main__":
    unittest.main()
