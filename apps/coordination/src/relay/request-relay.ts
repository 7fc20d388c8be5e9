import { Inject, Injectable } from '@nestjs/common';
import { REQUEST_TOPIC, requestEventType } from '@sanban/contracts';
import type { EventStore, RecordedEvent } from '@sanban/event-store';
import { EVENT_STORE, Relays, type Translated, type Translator } from '@sanban/service-kit';
import { RequestHistory } from '../requests/request-history';
import { isRequestEvent, REQUEST_STREAMS } from '../requests/request-stream';
import { told } from './request-facts';

/**
 * Tells the agencies what the office decided. Every event passes here, also those that stay inside, so that the state
 * that a translation needs is nearly always at hand.
 */
@Injectable()
@Relays({ name: 'request', topic: REQUEST_TOPIC, streamPrefixes: [REQUEST_STREAMS] })
export class RequestRelay implements Translator {
  private readonly history: RequestHistory;

  constructor(@Inject(EVENT_STORE) store: EventStore) {
    this.history = new RequestHistory(store);
  }

  async translate(event: RecordedEvent): Promise<Translated> {
    if (!isRequestEvent(event)) return null;
    const state = await this.history.after(event);
    if (state.status === 'none') return null;
    const message = told(event, state);
    if (message === null) return null;
    return {
      key: state.request,
      event: {
        id: event.id,
        type: requestEventType(message.fact),
        source: '/coordination',
        subject: state.request,
        time: event.metadata.recordedAt,
        correlationid: event.metadata.correlationId,
        causationid: event.metadata.causationId,
        data: message.data,
      },
    };
  }
}
