-- Forgets, for every service of this database, the bus that it has read: its positions there, and which bus that was.
-- When and how: docs/operations.md, "Moving to another bus". The services must be stopped.
-- Changes nothing where a dead letter is left, or an unread message on a bus that lies in this database.
DO $$
DECLARE
  service name;
  found bigint;
BEGIN
  FOR service IN SELECT schemaname FROM pg_tables WHERE tablename = 'bus_identity' LOOP
    EXECUTE format('SELECT count(*) FROM %I.bus_dead_letters', service) INTO found;
    IF found > 0 THEN
      RAISE EXCEPTION '%: % dead letters are left: redrive or discard them first', service, found;
    END IF;
    IF to_regclass('bus.identity') IS NOT NULL THEN
      EXECUTE format(
        'SELECT coalesce(sum(p.next_offset - o.next_offset), 0)
         FROM bus.identity i
         JOIN %1$I.bus_identity b ON b.bus = ''postgres '' || i.id
         CROSS JOIN %1$I.bus_offsets o
         JOIN bus.topics t ON t.name = o.topic
         JOIN bus.partitions p ON p.topic_id = t.id AND p.partition = o.partition', service) INTO found;
      IF found > 0 THEN
        RAISE EXCEPTION '%: % messages are not read yet: start again on the bus where they lie', service, found;
      END IF;
    END IF;
    -- An unreadable message goes under its place, topic/partition/offset, which the next bus has, too.
    EXECUTE format(
      'DELETE FROM %1$I.bus_inbox WHERE event_id ~ ''/[0-9]+/[0-9]+$'';
       UPDATE %1$I.bus_discarded SET event_id = b.bus || '' '' || event_id
         FROM %1$I.bus_identity b WHERE event_id ~ ''^[^ ]+/[0-9]+/[0-9]+$'';
       DELETE FROM %1$I.bus_offsets;
       DELETE FROM %1$I.bus_identity', service);
  END LOOP;
END $$;
