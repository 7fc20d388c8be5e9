/** The brokers that Jest's global setup has started, by commas. */
export function testBrokers(): string {
  const brokers = process.env['SANBAN_TEST_KAFKA'];
  if (!brokers) throw new Error('SANBAN_TEST_KAFKA is not set: run the suite through Jest’s project kafka');
  return brokers;
}
