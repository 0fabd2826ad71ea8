/**
 * Milliseconds this process has computed so far: the difference is what something costs, however busy the machine is with
 * other things.
 */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
