/** What hindered a start, for a reader. */
export const explain = (error) =>
  error.code === 'EADDRINUSE'
    ? `端口 ${error.port} 已被其他程序占用，请用 --port N 另选端口。\nPort ${error.port} is taken by another program: --port N chooses others.`
    : error.message;
