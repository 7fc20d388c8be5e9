import type { FieldFault } from '@sanban/contracts';
import type { CalendarError } from '@sanban/working-calendar';
import { ProblemError } from './problem-error';

/** The problems that any service may answer. */
export const problems = {
  notSignedIn: () =>
    new ProblemError(
      {
        status: 401,
        code: 'not-signed-in',
        title: 'Not signed in',
        titleZh: '尚未登录',
        detail: 'Sign in with POST /api/v1/sessions, or send a bearer token of POST /api/v1/tokens.',
        detailZh: '请先登录，或携带有效的访问令牌。',
      },
      { 'www-authenticate': 'Bearer' },
    ),

  forbidden: (permission: string) =>
    new ProblemError({
      status: 403,
      code: 'forbidden',
      title: 'Not allowed',
      titleZh: '无权操作',
      detail: `This account may not do this here (${permission}).`,
      detailZh: '当前账号无权进行此项操作。',
    }),

  notFound: (what: string) =>
    new ProblemError({
      status: 404,
      code: 'not-found',
      title: 'Not found',
      titleZh: '未找到',
      detail: `${what} does not exist.`,
      detailZh: '所请求的内容不存在。',
    }),

  unknownRoute: (method: string, path: string) =>
    new ProblemError({
      status: 404,
      code: 'unknown-route',
      title: 'No such address',
      titleZh: '地址不存在',
      detail: `There is no ${method} ${path}. All addresses are listed in /api/openapi.json.`,
      detailZh: '没有这个接口地址，全部接口见 /api/docs。',
    }),

  methodNotAllowed: (method: string, path: string, allowed: readonly string[]) =>
    new ProblemError(
      {
        status: 405,
        code: 'method-not-allowed',
        title: 'Not with this method',
        titleZh: '此地址不支持该请求方法',
        detail: `${path} takes ${allowed.join(', ')}, not ${method}. All addresses are listed in /api/openapi.json.`,
        detailZh: `此地址仅支持 ${allowed.join('、')}，不支持 ${method}。全部接口见 /api/docs。`,
      },
      { allow: allowed.join(', ') },
    ),

  invalid: (part: 'body' | 'query' | 'path', errors: readonly (FieldFault & { detailZh: string })[]) =>
    new ProblemError({
      status: 400,
      code: `invalid-${part}`,
      title: `The ${part} is not as it should be`,
      titleZh: { body: '提交内容有误', query: '查询参数有误', path: '地址参数有误' }[part],
      detail: errors.map(({ field, detail }) => (field ? `${field}: ${detail}` : detail)).join('; '),
      detailZh: errors.map(({ field, detailZh }) => (field ? `${field}：${detailZh}` : detailZh)).join('；'),
      ...(errors[0]?.field ? { field: errors[0].field } : {}),
      errors,
    }),

  invalidHeader: (header: string, detail: string, detailZh: string) =>
    new ProblemError({
      status: 400,
      code: 'invalid-header',
      title: `The header ${header} is not as it should be`,
      titleZh: '请求头有误',
      detail,
      detailZh,
      field: header,
    }),

  invalidCursor: () =>
    new ProblemError({
      status: 400,
      code: 'invalid-cursor',
      title: 'The cursor is none of ours',
      titleZh: '分页游标无效',
      detail: 'cursor is the "next" of the page before, unchanged. Leave it out to start from the first page.',
      detailZh: 'cursor 须为上一页返回的 next 原值；省略则从第一页开始。',
      field: 'cursor',
    }),

  brokenJson: () =>
    new ProblemError({
      status: 400,
      code: 'broken-json',
      title: 'The body is not JSON',
      titleZh: '提交内容不是有效的 JSON',
      detail: 'The body could not be read as JSON: it is cut off or has a syntax error.',
      detailZh: '提交内容不完整或有语法错误。',
    }),

  notUtf8: () =>
    new ProblemError({
      status: 400,
      code: 'not-utf-8',
      title: 'The body is not UTF-8',
      titleZh: '提交内容不是 UTF-8 编码',
      detail: 'JSON is sent in UTF-8 (RFC 8259); the body has bytes that are none.',
      detailZh: 'JSON 须以 UTF-8 编码发送（RFC 8259），提交内容含有无效的字节。',
    }),

  forbiddenKey: () =>
    new ProblemError({
      status: 400,
      code: 'forbidden-key',
      title: 'The body has a key that is not accepted',
      titleZh: '提交内容含有不允许的键',
      detail: 'No object of the body may have the key "__proto__", or "constructor" with a "prototype" in it.',
      detailZh: '提交内容中的对象不得含有键“__proto__”，或其中带有“prototype”的键“constructor”。',
    }),

  tooDeep: (levels: number) =>
    new ProblemError({
      status: 400,
      code: 'body-too-deep',
      title: 'The body is nested too deeply',
      titleZh: '提交内容嵌套过深',
      detail: `Lists and objects may stand in one another at most ${levels} levels deep.`,
      detailZh: `列表和对象的嵌套不得超过 ${levels} 层。`,
    }),

  badRequest: () =>
    new ProblemError({
      status: 400,
      code: 'bad-request',
      title: 'The request cannot be read',
      titleZh: '请求无法识别',
      detail:
        'The method, the address, the headers or the length of the body do not follow HTTP. In an address, characters beyond ASCII are percent-encoded: 区 is %E5%8C%BA.',
      detailZh:
        '请求方法、地址、请求头或提交内容的长度不符合 HTTP。地址中的汉字等字符须作百分号编码，如“区”写作 %E5%8C%BA。',
    }),

  unstorable: () =>
    new ProblemError({
      status: 400,
      code: 'unstorable-text',
      title: 'A text cannot be stored',
      titleZh: '内容含有无法保存的字符',
      detail: 'The request contains a NUL character or broken Unicode.',
      detailZh: '请求中含有空字符（NUL）或不完整的 Unicode 字符。',
    }),

  tooLarge: (limit: number) =>
    new ProblemError({
      status: 413,
      code: 'body-too-large',
      title: 'The body is too large',
      titleZh: '提交内容过大',
      detail: `A body may have at most ${limit} bytes.`,
      detailZh: `提交内容不得超过 ${limit} 字节。`,
    }),

  unsupportedMediaType: () =>
    new ProblemError({
      status: 415,
      code: 'unsupported-media-type',
      title: 'Only JSON is understood',
      titleZh: '仅支持 JSON',
      detail: 'Send the body with Content-Type: application/json, in UTF-8 and not compressed.',
      detailZh: '请使用 Content-Type: application/json，以 UTF-8 编码，不压缩。',
    }),

  staleRevision: (currentRevision: number | null) =>
    new ProblemError(
      {
        status: 412,
        code: 'stale-revision',
        title: 'Somebody else was faster',
        titleZh: '内容已被他人更新',
        detail:
          currentRevision === null
            ? 'If-Match names a revision of something that does not exist.'
            : `It is at revision ${currentRevision} now. Read it again, then decide again.`,
        detailZh: '请重新读取最新内容后再操作。',
        ...(currentRevision === null ? {} : { currentRevision }),
      },
      currentRevision === null ? {} : { etag: `"${currentRevision}"` },
    ),

  idempotencyKeyReused: () =>
    new ProblemError({
      status: 422,
      code: 'idempotency-key-reused',
      title: 'The Idempotency-Key belongs to another request',
      titleZh: '幂等键已用于另一请求',
      detail: 'This Idempotency-Key was sent before with another address or body. Nothing was done; use a new key.',
      detailZh: '该幂等键此前已用于不同的请求，本次未作任何处理，请更换新的幂等键。',
      field: 'Idempotency-Key',
    }),

  /** @param field that led there, where it is one of the request's */
  calendar: ({ code, message, messageZh }: CalendarError, field?: string) =>
    new ProblemError({
      status: 422,
      code,
      title: 'The calendar cannot reckon with this',
      titleZh: '日历无法计算',
      detail: message,
      detailZh: messageZh,
      ...(field === undefined ? {} : { field }),
    }),

  unavailable: () =>
    new ProblemError(
      {
        status: 503,
        code: 'unavailable',
        title: 'For the moment this cannot be stored',
        titleZh: '服务暂不可用',
        detail: 'The store does not answer. Repeat the request with the same Idempotency-Key in a few seconds.',
        detailZh: '存储暂无响应，请稍后以相同的幂等键重试。',
      },
      { 'retry-after': '2' },
    ),

  internal: (correlationId: string) =>
    new ProblemError({
      status: 500,
      code: 'internal-error',
      title: 'Something went wrong on our side',
      titleZh: '系统内部错误',
      detail: `The fault has been recorded under ${correlationId}.`,
      detailZh: `故障已记录，编号 ${correlationId}。`,
    }),
};
