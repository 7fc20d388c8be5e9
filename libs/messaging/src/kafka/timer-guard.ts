import RequestQueue from 'kafkajs/src/network/requestQueue';

/**
 * In kafkajs 2.2.4 every connection looks for requests that wait, every millisecond and for ever, also where none does
 * (tulios/kafkajs#1704): a service that has nothing to do takes 4 % of a processor. Whoever lets a request wait asks for
 * the look himself.
 */
const { scheduleCheckPendingRequests } = RequestQueue.prototype;

RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
  if (this.pending.length > 0) scheduleCheckPendingRequests.call(this);
};
