// Compiles an ink story, loads what came of it, and reads on to its first choices.
//   node load.cjs STORY.ink    prints {modules, compile, load, choices, base, peak}: seconds, and bytes of memory
"use strict";
const now = () => Number(process.hrtime.bigint()) / 1e9;
const fs = require("fs");

function memory(which) {
  const found = fs.readFileSync("/proc/self/status", "ascii").match(new RegExp(`${which}:\\s+(\\d+)`));
  return Number(found[1]) * 1024;
}

let begin = now();
const { Compiler, Story } = require("inkjs/full");
const modules = now() - begin;
const base = memory("VmRSS");

begin = now();
const json = new Compiler(fs.readFileSync(process.argv[2], "utf8")).Compile().ToJson();
const compile = now() - begin;

begin = now();
const story = new Story(json);
while (story.canContinue) story.Continue();
const load = now() - begin;

const peak = memory("VmHWM");
console.log(JSON.stringify({ modules, compile, load, choices: story.currentChoices.length, base, peak }));
