package dev.inventory.device.internal.life;

import jakarta.enterprise.context.ApplicationScoped;

/** {@code http[:port][/path]}: any answer over HTTP, whatever its status. */
@ApplicationScoped
class HttpCheck extends WebCheck {

    private static final int PORT = 80;

    HttpCheck() {
        super("http", PORT);
    }
}
