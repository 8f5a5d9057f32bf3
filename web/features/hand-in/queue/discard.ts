import { addressOf } from '../../../api/call.ts';
import { type Problem, problemFrom, silent } from '../../../api/problem.ts';
import { pause } from './gate.ts';

const mostTries = 10;

/**
 * Ends an upload; what arrived of it is gone. While a connection of it still dies the server says that it is busy. Rejects
 * with a Problem.
 */
export async function discard(incident: string, evidence: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const problem = await end(incident, evidence);
    if (problem === undefined || problem.code === 'upload-ended' || problem.code === 'nothing-there') return;
    if (problem.code !== 'upload-busy' || tries === mostTries) throw problem;
    await pause(700, new AbortController().signal);
  }
}

async function end(incident: string, evidence: string): Promise<Problem | undefined> {
  const [method, url] = addressOf('upload.end', { params: { incident, evidence } });
  const response = await fetch(url, { method, headers: { 'tus-resumable': '1.0.0' } }).catch(() => silent());
  if (!(response instanceof Response)) return response;
  return response.ok ? undefined : problemFrom(response);
}
