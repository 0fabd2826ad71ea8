import { describe, expect, it } from "vitest";
import { rougeOf } from "../../bench/summaries/rouge.ts";

const rounded = ({ r1, r2, rl }: ReturnType<typeof rougeOf>) =>
  [r1, r2, rl].map((x) => Math.round(x * 1000) / 1000);

describe("ROUGE", () => {
  it("is what Lin's example gives by hand", () => {
    // "police killed the gunman" against "police kill the gunman": 3 of 4 words, 1 of 3 pairs, LCS 3.
    expect(rounded(rougeOf(["police kill the gunman"], [["Police killed the gunman."]]))).toEqual([
      0.75, 0.333, 0.75,
    ]);
    // In another order the words are the same, and the longest common subsequence is two.
    expect(rounded(rougeOf(["the gunman kill police"], [["police killed the gunman"]]))).toEqual([
      0.75, 0.333, 0.5,
    ]);
  });

  it("counts a word as often as the reference has it", () => {
    // 2 of 4 own and 2 of 3 wanted: F1 = 4/7.
    expect(rougeOf(["boat boat boat quay"], [["boat quay empty"]]).r1).toBeCloseTo(4 / 7);
  });

  it("joins the subsequences of several sentences, as Lin's union example does", () => {
    // w1 w2 w3 w4 w5 against "w1 w2 w6 w7 w8" and "w1 w3 w8 w9 w5": the union is w1 w2 w3 w5, 4 of 5 wanted and 4 of 10.
    const { rl } = rougeOf(["w1 w2 w6 w7 w8", "w1 w3 w8 w9 w5"], [["w1 w2 w3 w4 w5"]]);
    expect(rl).toBeCloseTo((2 * 0.8 * 0.4) / 1.2);
  });

  it("is the mean over references, and 0 for nothing", () => {
    expect(rougeOf(["a b"], [["a b"], ["c d"]]).r1).toBeCloseTo(0.5);
    expect(rougeOf([], [["a b"]])).toEqual({ r1: 0, r2: 0, rl: 0 });
  });
});
