import fc from "fast-check";
import { standardQuestionnaires } from "#surveys/registry.server.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { compileChecker } from "#surveys/compile-checker.ts";
import { compileMeaning } from "#surveys/measure-answers.ts";
import { answersFor } from "#tests/fixtures/answer-arbitraries.ts";
import { districts } from "#tests/fixtures/questionnaires.ts";
import { Model } from "survey-core";
function stats(a:number[]){a.sort((x,y)=>x-y);return {p50:a[Math.floor(a.length/2)],p95:a[Math.floor(a.length*.95)],mean:a.reduce((x,y)=>x+y,0)/a.length}}
for (const q of standardQuestionnaires()) {
  const f = fillDefinition(q.definition,{districts});
  const c = compileChecker(f); const m = compileMeaning(q.meaning,f);
  const raws = fc.sample(answersFor(f,0),{numRuns:300,seed:7});
  for (const raw of raws) c.inspect(raw);
  const t:number[]=[], tm:number[]=[];
  for (let k=0;k<5;k++) for (const raw of raws) { let s=performance.now(); const r=c.inspect(raw); t.push(performance.now()-s);
    if (r.found.length===0||k<9) { try { s=performance.now(); const o=m.measure({...r.answers,consent_statistics:"yes"},r.asked); tm.push(performance.now()-s);} catch(e){ if(k===0) console.log(String(e).slice(0,300)); } } }
  console.log(q.key, stats(t), "measure", stats(tm), tm.length);
  const a=[0,0,0,0];
  for (const raw of raws.slice(0,30)) { const r=c.inspect(raw); let s=performance.now(); const mod=new Model(f); a[0]+=performance.now()-s; s=performance.now(); mod.locale="en"; a[1]+=performance.now()-s; s=performance.now(); mod.data=structuredClone(r.answers); a[2]+=performance.now()-s; s=performance.now(); mod.validate(true,false); a[3]+=performance.now()-s; }
  console.log(a.map(x=>x/30));
}
