"""Laws of drawn remade places: only roofs are buildings, and a wing is the only change of a hall that gets one."""
import os
import tempfile
import unittest

import numpy as np

from didban_training import goods, sites, works
from didban_training.buildings import make_building
from didban_training.pairs import draw_scene
from didban_training.places import Places
from didban_training.regions import load_regions
from didban_training.remade import LAYOUTS, remade_states
from tests.made_up_tiles import write_tiles

SIZE, GSD = 192, 0.5


def middle_of(site):
    return np.full(2, site.size / 2)


def only_works(site):
    """Every kind of ground work, and lorries and a fence, that come at the later date; no roof."""
    at = middle_of(site)
    for draw, arguments in ((works.draw_bare, (at, 30)), (works.draw_yard, (at, 40, 30, 0.3)), (works.draw_lawn, (at + 60, 15, 20, 0.3, np.full(3, 0.4, np.float32))),
                            (works.draw_pad, (at - 80, 12, 9, 0.3)), (works.draw_pool_terrace, (at - 40, 8, 4, 0.3)),
                            (works.draw_turning_circle, ([at * 0, at], 6, 10))):
        site.work(draw, *arguments, stands=sites.NEW)
    site.things += goods.lorries(site.rng, site.px, at, 0.3, sites.NEW, 5)
    site.things.append(goods.fence(site.rng, site.px, at, at + 50, sites.NEW, np.full(3, 0.5, np.float32), 2))


def hall_with_wing(site):
    hall = {**make_building(site.rng, "hall", roof="flat"), "parts": [(0.0, 0.0, 30.0, 20.0)], "height": 5.0}
    wing = {**hall, "parts": [(20.0, 0.0, 10.2, 20.0)]}
    site.build(hall, 0.4, middle_of(site), sites.BOTH, wing)


class RemadePlaces(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        data = os.path.join(cls.folder.name, "tiles")
        write_tiles(data)
        cls.places = Places(load_regions(data))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def states(self, seed, layout=None):
        return remade_states(np.random.default_rng(seed), self.places, GSD, SIZE, layout)

    def test_ground_works_and_goods_are_seen_but_are_no_buildings(self):
        checked = 0
        for seed in range(8):
            states, change, _ = self.states(seed, only_works)
            if seed_has_real_buildings := states[0][1].any():
                np.testing.assert_array_equal(states[0][1], states[1][1])
            checked += not seed_has_real_buildings
            self.assertEqual(int(change.sum()), 0)
            self.assertGreater(np.abs(states[0][0] - states[1][0]).mean(), 0.02)
        self.assertGreater(checked, 0)

    def test_a_wing_is_the_only_change_of_its_hall(self):
        checked = 0
        for seed in range(12):
            states, change, _ = self.states(seed, hall_with_wing)
            if not change.any():
                continue  # real buildings were in the way
            checked += 1
            wing_px = 10 * 20 / GSD ** 2
            self.assertLess(abs(change.sum() - wing_px), 0.5 * wing_px)
            self.assertGreater(min(s[1].sum() for s in states), 0.9 * 30 * 20 / GSD ** 2)
        self.assertGreater(checked, 3)

    def test_change_lies_where_a_building_stands_at_one_date_in_every_layout(self):
        for layout, _ in LAYOUTS:
            for seed in range(4):
                with self.subTest(layout=layout.__name__, seed=seed):
                    states, change, _ = self.states(seed, layout)
                    self.assertEqual(int((change & ~(states[0][1] | states[1][1]) & 1).sum()), 0)

    def test_scenes_depend_on_the_seed_alone(self):
        for seed in range(3):
            one, two = [draw_scene(np.random.default_rng(seed), self.places, 0.0, 1.0) for _ in range(2)]
            for a, b in ((one[0][0][0], two[0][0][0]), (one[0][1][1], two[0][1][1]), (one[1], two[1])):
                np.testing.assert_array_equal(a, b)


if __name__ == "__main__":
    unittest.main()
