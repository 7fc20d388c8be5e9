// What services have still to look at, by their own health.

export const lagOf = ({ detail }) =>
  detail.bus.groups.reduce((sum, { lag }) => sum + lag, 0) +
  detail.subscriptions.subscriptions.reduce((sum, { lag }) => sum + lag, 0);
