import Foundation

/// A place on this machine that counts who calls.
public final class LocalListener {
  /// Its port.
  public let port: UInt16

  private let socket: Int32

  /// Begins to listen.
  ///
  /// - Throws: where there is no free port.
  public init() throws {
    let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general -> Int32 in
        guard unsafe bind(socket, general, length) == 0, listen(socket, 16) == 0 else { return -1 }
        return unsafe getsockname(socket, general, &length)
      }
    }
    self.socket = socket
    port = UInt16(bigEndian: address.sin_port)
    guard status == 0 else { throw CocoaError(.fileReadUnknown) }
  }

  deinit { close(socket) }

  /// How many calls came since the last time.
  public var calls: Int {
    var count = 0
    while true {
      let call = accept(socket, nil, nil)
      guard call >= 0 else { return count }
      close(call)
      count += 1
    }
  }
}
