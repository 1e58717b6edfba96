package dev.inventory.app;

import dev.inventory.platform.settings.ServerSettings;
import dev.inventory.platform.settings.Setting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Logger;

/** Tells the operator, once, that the server is there and where. */
@ApplicationScoped
class Banner {

    private static final Logger LOG = Logger.getLogger(Banner.class.getName());

    @Inject
    ServerSettings settings;

    void print() {
        String url = settings.publicUrl()
                .map(Object::toString)
                .orElseGet(() -> "http://" + settings.listenAddress() + ":" + port());
        LOG.info("Inventory is ready at " + url + "/api/   API page: " + url + "/api-doc/");
    }

    /** Whether this process is Payara Micro with nothing else to do than this application. */
    boolean runsAlone() {
        return System.getProperty("java.class.path", "").contains("inventory.jar");
    }

    /** What the server tells about its listener, where it does. */
    private static String port() {
        return Setting.text("payara.instance.http.port", "8080");
    }
}
