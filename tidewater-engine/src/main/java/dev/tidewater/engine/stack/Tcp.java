package dev.tidewater.engine.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The cheapest question to a service, asked before the real one so that polling costs little. */
final class Tcp {
    private Tcp() {}

    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(StackIdentity.HOST, port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
