import { ConditionRunner, ExpressionRunner } from "survey-core";
const b=(s:string,v:any)=>{const r=new ConditionRunner(s); for(let i=0;i<20000;i++) r.runValues(v); const u=process.cpuUsage(); for(let i=0;i<50000;i++) r.runValues(v); const d=process.cpuUsage(u); console.log(s.slice(0,60),(d.user+d.system)/50000,"us");};
b("{a} contains 'x'",{a:["y","z"]}); b("{a} = 'x'",{a:"x"}); b("{item.nurses.mon} > 0",{item:{nurses:{mon:2}}});
b("{s} notempty and {s} <> 'none' and {s} <> 'home'",{s:"elementary"});
b("({u} anyof ['mon','tue','wed','thu','fri','sat','unknown'] or {m} anyof ['mon','tue','wed','thu','fri','sat','unknown'])",{u:["none"],m:["none"]});
