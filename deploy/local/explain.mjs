/** What hindered a start, for a reader. */
export const explain = (error) =>
  error.code === 'EADDRINUSE'
    ? `Port ${error.port} is taken by another program: --port N chooses others.`
    : error.message;
