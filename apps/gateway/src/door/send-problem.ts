import type { ServerResponse } from 'node:http';
import { PROBLEM_JSON, problemBody, SECURITY_HEADERS, type ProblemError } from '@sanban/service-kit';

/** The door's own refusals: no service has seen the request. */
export function sendProblem(response: ServerResponse, problem: ProblemError): void {
  const headers = { ...SECURITY_HEADERS, ...problem.headers, 'content-type': PROBLEM_JSON };
  response.writeHead(problem.problem.status, headers);
  response.end(problemBody(problem));
}
