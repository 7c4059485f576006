"""What is trained on: places, tiles of open ground, and what is held out."""
import contextlib
import io
import os
import tempfile
import unittest

import cv2
import numpy as np
import torch

from didban_training import open_ground, pack, regions
from didban_training.crops import open_crop
from didban_training.losses import loss
from didban_training.open_ground import load_ground
from didban_training.pairs import draw_scene
from didban_training.places import Places, Region, draw_weights
from didban_training.unlabelled import own_labels
from didban_training.regions import OPEN_FOLDERS, RESEARCH_FOLDERS, load_regions
from tests.made_up_tiles import write_ground, write_tiles

GROUND = ("parkinglot01", "parkinglot42", "parkinglot96", "airplane00", "airplane03", "runway61", "buildings00")


def square(place, size, roof):
    mask = np.zeros((size, size), np.uint8)
    mask[:roof, :roof] = 1
    return Region(place, np.zeros((size, size, 3), np.uint8), mask, np.ones_like(mask), 0.5, place)


class OnFolders(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.tiles, self.ground = [os.path.join(self.folder.name, n) for n in ("tiles", "ground")]
        write_tiles(self.tiles)
        write_ground(self.ground, GROUND)

    def add(self, folder, name):
        for kind, data in (("image", np.full((256, 256, 3), 90, np.uint8)), ("mask", np.zeros((256, 256), np.uint8))):
            os.makedirs(os.path.join(self.tiles, folder, kind), exist_ok=True)
            cv2.imwrite(os.path.join(self.tiles, folder, kind, name + ".png"), data)

    def test_new_places_are_read_at_their_own_scale_and_belong_to_their_town(self):
        self.add("oam_banepa_np_2026_z19", "A-40-50-19")
        self.add("oam_kampala_ug_z20", "A-80-90-20")
        self.add("spacenet1_rio_more", "3band_013022223130_Public_img50")
        self.add("spacenet4_atlanta_pan", "sample_geotiff")
        found = {r.name: (r.place, r.gsd, r.image.shape[0]) for r in load_regions(self.tiles)}
        self.assertEqual(found["oam_banepa_np_2026_1"], ("Banepa", 0.265, 256))
        self.assertEqual(found["oam_banepa_np_1"][0], "Banepa")
        self.assertEqual(found["oam_kampala_ug_1"], ("Kampala", 0.30, 128))  # averaged down to z19
        self.assertEqual(found["spacenet1_rio_more_3band_013022223130_Public_img50"], ("Rio de Janeiro", 0.5, 256))
        self.assertEqual(found["spacenet4_atlanta_pan_sample_geotiff"], ("Atlanta", 0.5, 256))

    def test_tiles_left_out_are_not_read(self):
        for folder, name in regions.DROPPED:
            self.add(folder, name)
        names = [r.name for r in load_regions(self.tiles)]
        self.assertFalse([n for n in names if n.startswith("spacenet1_rio_more")])
        self.assertEqual(sorted(t.name for t in load_ground(self.ground)), ["airplane00", "parkinglot01", "parkinglot96"])

    def test_research_folders_and_nairobi_never_feed_shipped_weights(self):
        for folder in (*RESEARCH_FOLDERS, "oam_nairobi_ke_z19"):
            self.add(folder, "A-1-1-19")
        names = [r.name for r in load_regions(self.tiles)]
        self.assertFalse([n for n in names if n.startswith((*RESEARCH_FOLDERS, "oam_nairobi"))])

    def test_held_out_ground_is_not_trained_on(self):
        places, held_out = pack.load_places(self.tiles, self.ground)
        self.assertEqual({t.name for tiles in places.ground.values() for t in tiles}, {"airplane00", "parkinglot01"})
        self.assertEqual([t.name for t in held_out.ground["parkinglot"]], ["parkinglot96"])

    def test_what_was_packed_is_what_the_folders_hold(self):
        path = os.path.join(self.folder.name, "pack.zip")
        with contextlib.redirect_stdout(io.StringIO()):
            pack.main(["--data", self.tiles, "--ground", self.ground, "--unlabelled", self.ground, "--out", path])
        read = pack.Pack(path)
        for kind, places in zip(("trained", "held_out"), pack.load_places(self.tiles, self.ground)):
            packed = read.places(kind)
            tiles = [[t for of_kind in p.ground.values() for t in of_kind] for p in (places, packed)]
            for one, two in zip(places.labelled + tiles[0], packed.labelled + tiles[1], strict=True):
                self.assertEqual((one.name, one.place, one.gsd), (two.name, two.place, two.gsd))
                for field in ("image", "mask", "valid"):
                    np.testing.assert_array_equal(getattr(one, field), getattr(two, field))
        self.assertEqual(len(read.index["unlabelled"]), len(GROUND) - 1)  # but "buildings"
        self.assertEqual(max(int(t.valid.max()) for t in read.regions("unlabelled")), 0)

    def test_missing_ground_says_what_to_do(self):
        with self.assertRaisesRegex(SystemExit, "--ground"):
            load_ground(self.tiles)

    def test_open_ground_holds_no_building_and_its_change_is_none(self):
        bare = Places([square("only", 256, 0)], load_ground(self.ground))
        tiles = 0
        for seed in range(12):
            image, mask, valid = open_crop(np.random.default_rng(seed), bare, 96, 0.5)
            self.assertEqual((int(mask.sum()), float(valid.mean())), (0, 1.0))
            tiles += image[..., 2].mean() > 0.2
            states, change, _ = draw_scene(np.random.default_rng(seed), bare)
            self.assertEqual(int(states[0][1].sum() + states[1][1].sum() + change.sum()), 0)
        self.assertTrue(0 < tiles < 12)


class Shares(unittest.TestCase):
    def test_no_town_is_split_between_training_and_watching_by_its_folders(self):
        banepa = [folder for folder, place in OPEN_FOLDERS.items() if place == "Banepa"]
        self.assertEqual(len(banepa), 2)
        self.assertFalse([name for name in pack.HELD_OUT if name.startswith(tuple(banepa))])

    def test_places_count_by_the_root_of_their_roofs_however_many_tiles_they_come_in(self):
        weights = draw_weights([square("one", 100, 20), square("four", 100, 20), square("four", 100, 20), square("four", 100, 20),
                                square("four", 100, 20)])
        np.testing.assert_allclose(weights, [1 / 3] + 4 * [1 / 6])

    def test_kinds_of_ground_come_up_equally_often(self):
        tiles = [square(kind, 8, 0) for kind in 9 * ["runway"] + ["airplane"]]
        places, rng = Places([square("only", 8, 2)], tiles), np.random.default_rng(2)
        aeroplanes = sum(places.draw_ground(rng).place == "airplane" for _ in range(200))
        self.assertTrue(70 < aeroplanes < 130)

    def test_every_kind_with_a_list_is_a_kind_that_is_read(self):
        self.assertLessEqual({*open_ground.KEPT, *open_ground.DROPPED}, set(open_ground.KINDS))


class OwnLabels(unittest.TestCase):
    def test_a_tile_is_labelled_where_the_network_is_sure_and_left_out_where_it_is_not(self):
        class Says(torch.nn.Module):
            """Buildings where the image is light; undecided where it is grey."""

            def forward(self, before, _):
                return (6 * before.mean(1, keepdim=True)).expand(-1, 3, -1, -1)

        image = np.full((128, 128, 3), 20, np.uint8)
        image[32:96, 32:96] = 220
        nothing = np.zeros((128, 128), np.uint8)
        tiles = [Region(name, picture, nothing, nothing, 0.5, "suburb") for name, picture in (("clear", image), ("grey", np.full_like(image, 106)))]
        made = own_labels(Says(), tiles)
        self.assertEqual([t.name for t in made], ["clear"])
        self.assertEqual((int(made[0].mask[40:88, 40:88].min()), int(made[0].mask[:28].max())), (1, 0))
        self.assertGreater(float(made[0].valid.mean()), 0.95)

    def test_own_labels_take_their_share_of_the_draws(self):
        places = Places([square("one", 8, 2)], (), [square(f"own{k}", 8, 1) for k in range(5)], 0.25)
        self.assertEqual(len(places.labelled), 6)
        np.testing.assert_allclose(places.weights, [0.75] + 5 * [0.05])


class Loss(unittest.TestCase):
    def test_a_missed_roof_costs_more_than_an_invented_one_when_misses_weigh_more(self):
        truth = torch.zeros(1, 3, 64, 64)
        truth[..., 8:24, 8:24] = 1
        both = torch.zeros_like(truth)
        both[..., 8:24, 8:24] = both[..., 8:24, 40:56] = 1
        known = torch.ones_like(truth)

        def cost(predicted, there, miss):
            return float(loss(predicted * 16 - 8, there, known, miss)[0])

        self.assertGreater(cost(truth, both, 0.7) - cost(truth, both, 0.5), 0.05)
        self.assertLess(cost(both, truth, 0.7) - cost(both, truth, 0.5), -0.05)


if __name__ == "__main__":
    unittest.main()
