"""Prints the scores a model card carries as a Markdown table: python3 -m didban_training.table CARD.json"""
import json
import sys


def main():
    with open(sys.argv[1]) as stream:
        sets = json.load(stream)["validation"]["sets"]
    print("| set | role | pairs | pixel precision | recall | F1 | object precision | recall |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, row in sets.items():
        p, o = row["pixel"], row["object"]
        print(f"| {name} ({row['gsd_m']} m) | {row['role']} | {row['pairs']} | {p['precision']:.2f} | {p['recall']:.2f} | **{p['f1']:.2f}** | "
              f"{o['precision']:.2f} | {o['recall']:.2f} |")


if __name__ == "__main__":
    main()
