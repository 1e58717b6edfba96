package dev.inventory.device.internal.life;

import jakarta.enterprise.context.ApplicationScoped;

/** {@code https[:port][/path]}: any answer over TLS, whatever its status and whoever vouches for the certificate. */
@ApplicationScoped
class HttpsCheck extends WebCheck {

    private static final int PORT = 443;

    HttpsCheck() {
        super("https", PORT);
    }
}
