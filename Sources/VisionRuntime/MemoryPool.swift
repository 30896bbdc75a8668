import CVision

/// How the C library hands out memory.
public enum MemoryPool {
  /// Lets all threads share one pool; to be called before they begin.
  ///
  /// Buffers of tiles are made by one thread and given up by another. With a pool for each thread, which is glibc's way,
  /// none of them ever gets small again: on a raster of 16384 px a side that took 40 MB of 300.
  public static func share() { rw_share_memory_pool() }
}
