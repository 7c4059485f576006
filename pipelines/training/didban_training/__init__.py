"""Training of Didban's learned building-change detector: scenes, pair synthesis, network, export, evaluation."""
