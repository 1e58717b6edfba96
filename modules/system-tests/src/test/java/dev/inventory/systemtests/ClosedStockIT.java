package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Boxes and items of a server that shows them to nobody it does not know. */
@Isolated
class ClosedStockIT {

    @Test
    void readingNeedsACredential() {
        Map<String, String> settings =
                new LinkedHashMap<>(TestDatabase.current().create("closed_stock"));
        settings.put("inventory.box.public-read", "false");
        settings.put("inventory.poll.enabled", "false");
        try (ServerProcess process = new ServerProcess("closed-stock", settings)) {
            Server server = process.start().awaitReady().server();
            Stock admin = new Stock(server.admin());
            Stock anonymous = new Stock(server.anonymous());
            String box = admin.box("Shelf A");
            String item = admin.item(box, 3);
            String token =
                    server.admin().get("/api/user/token/").json().path("token").asText();
            Site site = Site.create(server, "closed");
            Stock viewer = new Stock(site.member("box", "view"));

            for (String path : List.of(
                    "/api/box/get/" + box,
                    "/api/boxes/list",
                    "/api/boxes/count",
                    "/api/item/get/" + item,
                    "/api/items/list",
                    "/api/item/movements/" + item,
                    "/api/box/unknown")) {
                Answer refused = anonymous.api().get(path);
                assertThat(Stock.error(refused, 401)).isEqualTo("Authentication credentials were not provided.");
                assertThat(refused.header("WWW-Authenticate")).isPresent();
            }
            Stock.one(anonymous.api().get("/api/box/get/" + box + "?api_key=" + token));
            Stock.one(anonymous.form("/api/box/get", "box_id", box, "api_key", token));
            Stock.one(viewer.api().get("/api/box/get/" + box));
            assertThat(Stock.error(viewer.api().get("/api/item/get/" + item), 403))
                    .isEqualTo("User was not authorized to access this resource");
        }
    }
}
