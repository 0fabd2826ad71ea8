/**
 * Milliseconds this thread has computed so far: the difference is what something costs, however busy the machine is with other
 * things, and the collector's own threads beside it.
 */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
