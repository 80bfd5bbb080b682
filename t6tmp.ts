import fc from "fast-check";
import { standardQuestionnaires } from "#surveys/registry.server.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { compileChecker } from "#surveys/compile-checker.ts";
import { compileMeaning } from "#surveys/measure-answers.ts";
import { answersFor } from "#tests/fixtures/answer-arbitraries.ts";
import { districts } from "#tests/fixtures/questionnaires.ts";
for (const q of standardQuestionnaires()) {
  const f = fillDefinition(q.definition,{districts});
  const c = compileChecker(f); let t0=performance.now(); const m = compileMeaning(q.meaning,f); console.log("compile meaning", performance.now()-t0);
  const good:any[] = []; for (const raw of fc.sample(answersFor(f,0),{numRuns:600,seed:7})) { const r=c.check({...raw, consent_statistics:"yes"},"ja"); if(r.ok) good.push(r); }
  console.log(q.key, "good", good.length);
  const run=(fn:(g:any)=>void, label:string)=>{ for (const g of good) fn(g); let n=0; const u=process.cpuUsage(); const s=performance.now(); while(n<6000) for (const g of good){ fn(g); n++; } const d=process.cpuUsage(u); console.log(label,"cpu ms", (d.user+d.system)/1000/n, "wall", (performance.now()-s)/n); };
  run(g=>c.check(g.answers,"ja"),"check"); run(g=>m.measure(g.answers,g.asked),"measure");
  console.log(good[0] && m.measure(good[0].answers,good[0].asked).observations.length);
}
