export { startCluster, type Cluster } from './cluster';
export { ForeignFolder } from './create-cluster';
