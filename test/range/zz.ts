import { writeRange } from './write.ts';
import { rmSync } from 'node:fs';
rmSync('/tmp/rg',{recursive:true,force:true});
const t=performance.now(); console.log(await writeRange({seed:Number(process.argv[2]??1),out:'/tmp/rg',persons:Number(process.argv[3]??400)}), performance.now()-t);
