// Preloaded into the processes that start.mjs supervises. A supervisor that was killed outright cannot stop its
// children, and orphans would hold the ports and the data; so a child ends itself when the channel to it closes.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Listening must not keep a process alive that has nothing else to do.
  process.channel.unref();
}
