import type { ServerResponse } from 'node:http';
import { PROBLEM_JSON, problemBody, type ProblemError } from '@sanban/service-kit';

/** The door's own refusals: no service has seen the request. */
export function sendProblem(response: ServerResponse, problem: ProblemError): void {
  response.writeHead(problem.problem.status, { ...problem.headers, 'content-type': PROBLEM_JSON });
  response.end(problemBody(problem));
}
