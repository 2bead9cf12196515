// Plays a tape through an ink story as often as it is told to.
//   node rate.cjs STORY.ink TAPE.json
// A line on standard input, a line of JSON on standard output:
//   check    how every play of the tape ends: [{lines, gauges}]
//   run S    plays the tape for about S seconds: {choices, seconds}
"use strict";
const fs = require("fs");
const readline = require("readline");
const { Compiler, Story } = require("inkjs/full");

const GAUGES = ["connection", "clarity", "self_respect", "tension"];
const story = new Story(new Compiler(fs.readFileSync(process.argv[2], "utf8")).Compile().ToJson());
const tape = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));

function play(picks) {
  let lines = 0;
  story.ResetState();
  for (let i = 0; ; i += 1) {
    for (; story.canContinue; lines += 1) story.Continue();
    if (i === picks.length) return lines;
    story.ChooseChoiceIndex(picks[i]);
  }
}

const answers = {
  check() {
    return tape.map((picks) => {
      const lines = play(picks);
      return { lines, gauges: GAUGES.map((name) => story.variablesState[name]), open: story.currentChoices.length };
    });
  },
  run(seconds) {
    let choices = 0;
    const begin = process.hrtime.bigint();
    let spent = 0;
    while (spent < seconds) {
      for (const picks of tape) {
        play(picks);
        choices += picks.length;
      }
      spent = Number(process.hrtime.bigint() - begin) / 1e9;
    }
    return { choices, seconds: spent };
  },
};

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [name, argument] = line.split(" ");
  process.stdout.write(JSON.stringify(answers[name](Number(argument))) + "\n");
});
