package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The field {@code api_key}: where it counts, what it opens, and what is said of a wrong one. */
@ExtendWith(DeployedServer.class)
class BoxKeyIT {

    private static final String EXPIRED = "inv-0123456789abcdef0123456789abcdef01234567-20200101";
    private static final String TOKENS = "/api/user/tokens/";

    private final Server server;
    private final Stock stock;
    private final Stock anonymous;
    private String box;
    private String item;

    BoxKeyIT(Server server) {
        this.server = server;
        stock = new Stock(server.admin());
        anonymous = new Stock(server.anonymous());
    }

    @BeforeEach
    void aBoxWithAnItem() {
        box = stock.box(Site.unique("keyed"));
        item = stock.item(box, 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/box/get/BOX?",
                "/api/box/get?box_id=BOX&",
                "/api/box/label/BOX?",
                "/api/boxes/list?",
                "/api/boxes/count?",
                "/api/boxes/labels?",
                "/api/item/get/ITEM?",
                "/api/item/get?item_id=ITEM&",
                "/api/item/label/ITEM?",
                "/api/item/movements/ITEM?",
                "/api/item/reservations/ITEM?",
                "/api/items/list?",
                "/api/items/count?"
            })
    void aWrongKeyIsToldWhereNoneIsNeeded(String template) {
        String path = template.replace("BOX", box).replace("ITEM", item);

        anonymous.api().get(path).expect(200);
        assertThat(Stock.error(anonymous.api().get(path + "api_key=a%3Bb"), 400))
                .isEqualTo("API key was malformed");
        assertThat(Stock.error(anonymous.api().get(path + "api_key="), 400)).isEqualTo("API key was malformed");
        assertThat(Stock.error(anonymous.api().get(path + "api_key=" + EXPIRED + "&api_key=" + EXPIRED), 400))
                .isEqualTo("API key was malformed");
        assertThat(Stock.error(anonymous.api().get(path + "api_key=" + EXPIRED), 401))
                .isEqualTo("User was not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/box/get",
                "/api/boxes/list",
                "/api/boxes/count",
                "/api/item/get",
                "/api/items/list",
                "/api/items/count"
            })
    void aWrongKeyIsToldInFormsThatNeedNone(String path) {
        String[] ids = {"box_id", box, "item_id", item};

        Stock.body(anonymous.form(path, ids));
        assertThat(Stock.error(anonymous.form(path, "box_id", box, "item_id", item, "api_key", "a;b"), 400))
                .isEqualTo("API key was malformed");
        assertThat(Stock.error(anonymous.form(path, "box_id", box, "item_id", item, "api_key", EXPIRED), 401))
                .isEqualTo("User was not found");
        assertThat(Stock.error(
                        anonymous.api().post(path, Map.of("box_id", box, "item_id", item, "api_key", EXPIRED)), 401))
                .isEqualTo("User was not found");
        assertThat(Stock.error(anonymous.api().post(path, Map.of("box_id", box, "item_id", item, "api_key", 7)), 400))
                .isEqualTo("API key was malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "update", "delete", "reserve", "release"})
    void aWrongKeyIsToldOnTheItems(String route) {
        String path = "/api/item/" + route;

        assertThat(Stock.error(anonymous.form(path, "item_id", item, "api_key", "a;b"), 400))
                .isEqualTo("API key was malformed");
        assertThat(Stock.error(anonymous.form(path, "item_id", item, "api_key", EXPIRED), 401))
                .isEqualTo("User was not found");
    }

    /** Whoever shows a key is told what only known users see. */
    @Test
    void aRightKeyCountsWhereNoneIsNeeded() {
        Site site = Site.create(server, "keys");
        String serial = Site.unique("SN-KEY");
        site.register(site.device().put("serial_number", serial));
        Stock.one(stock.form(
                "/api/item/update", "item_id", item, "serial_number", serial, "quantity", "4", "reason", "x"));
        String token = token(Map.of("name", "reader"));

        for (Answer known : List.of(
                anonymous.api().get("/api/item/get/" + item + "?api_key=" + token),
                anonymous.api().get("/api/item/get?item_id=" + item + "&api_key=" + token),
                anonymous.form("/api/item/get", "item_id", item, "api_key", token),
                anonymous.multipart("/api/item/get?api_key=ignored", "item_id", item),
                anonymous.api().post("/api/item/get", Map.of("item_id", item, "api_key", token)))) {
            boolean showed = !known.request().contains("ignored");
            assertThat(Stock.one(known).has("device")).as(known.request()).isEqualTo(showed);
        }
        JsonNode movement = Stock.body(anonymous.api().get("/api/item/movements/" + item + "?api_key=" + token))
                .path(0);
        assertThat(movement.path("created_by").asText()).isEqualTo(Api.ADMIN);
        assertThat(movement.path("reason").asText()).isEqualTo("x");
    }

    @Test
    void publicReadingShowsNoUsersAndNoReasons() {
        Site site = Site.create(server, "people");
        Stock.one(stock.form("/api/item/update", "item_id", item, "quantity", "4", "reason", "Prototype 7"));
        Stock.one(stock.form("/api/item/reserve", "item_id", item, "quantity", "1", "reason", "Prototype 8"));
        Stock viewer = new Stock(site.member("item", "view"));
        Stock changer = new Stock(site.member("item", "view", "change"));

        for (Stock unknown : List.of(anonymous, new Stock(site.member("device", "view")))) {
            JsonNode movements = Stock.body(unknown.api().get("/api/item/movements/" + item));
            assertThat(Json.column(movements, "created_by")).containsOnly("null");
            assertThat(Json.column(movements, "reason")).containsOnly("null");
            assertThat(Json.column(movements, "quantity")).containsExactly("4", "5");
            assertThat(Json.names(movements.path(0))).doesNotContain("remote_address");
            JsonNode reservation = Stock.one(unknown.api().get("/api/item/reservations/" + item));
            assertThat(reservation.path("created_by").isNull()).isTrue();
            assertThat(reservation.path("reason").isNull()).isTrue();
            assertThat(reservation.path("quantity").asInt()).isEqualTo(1);
        }
        JsonNode viewed = Stock.body(viewer.api().get("/api/item/movements/" + item));
        assertThat(Json.column(viewed, "reason")).containsExactly("Prototype 7", "null");
        assertThat(Json.column(viewed, "created_by")).containsOnly(Api.ADMIN);
        assertThat(Json.names(viewed.path(0))).doesNotContain("remote_address");
        JsonNode changed = Stock.body(changer.api().get("/api/item/movements/" + item));
        assertThat(Json.column(changed, "remote_address")).containsOnly("127.0.0.1");
        assertThat(Stock.one(viewer.api().get("/api/item/reservations/" + item))
                        .path("reason")
                        .asText())
                .isEqualTo("Prototype 8");
    }

    /** Each write asks for the one scope that is named after it. */
    @Test
    void scopesOpenWhatTheyName() {
        Map<String, String> scopes = Map.of(
                "/api/box/create", "BOX_CREATE",
                "/api/box/update", "BOX_UPDATE",
                "/api/box/delete", "BOX_DELETE",
                "/api/item/create", "ITEM_CREATE",
                "/api/item/update", "ITEM_UPDATE",
                "/api/item/reserve", "ITEM_UPDATE",
                "/api/item/delete", "ITEM_DELETE");
        Map<String, String> tokens = new HashMap<>();
        for (String scope : scopes.values()) {
            tokens.computeIfAbsent(scope, one -> token(Map.of("name", one, "scopes", List.of(one))));
        }

        scopes.forEach((path, scope) -> tokens.forEach((held, token) -> {
            String[] fields = {
                "api_key", token, "box_id", box, "item_id", item, "name", Site.unique("scoped"), "quantity", "1"
            };
            Answer answer = anonymous.form(path, wrongIfAllowed(path, fields));
            if (held.equals(scope)) {
                assertThat(answer.status()).as(path + " by " + held).isIn(200, 400);
                assertThat(answer.body()).as(path + " by " + held).doesNotContain("API key");
            } else {
                assertThat(Stock.error(answer, 403))
                        .as(path + " by " + held)
                        .isEqualTo("User was not authorized to access this resource");
            }
        }));
    }

    /** A deletion would take away what the others are tried on: its id is malformed, which is told after the key. */
    private static String[] wrongIfAllowed(String path, String... fields) {
        String[] sent = fields.clone();
        if (path.endsWith("/delete")) {
            sent[3] = "short";
            sent[5] = "short";
        }
        return sent;
    }

    @Test
    void aTokensLimitsHoldForTheFieldToo() {
        Answer made = stock.api().post(TOKENS, Map.of("name", "revoked")).expect(201);
        String revoked = made.json().path("token").asText();
        stock.api().delete(TOKENS + made.id() + "/").expect(204);
        String reader = token(Map.of("name", "read-only", "write_enabled", false));
        String elsewhere = token(Map.of("name", "elsewhere", "allowed_ips", List.of("192.0.2.0/24")));

        assertThat(Stock.error(anonymous.form("/api/box/create", "name", "x", "api_key", revoked), 401))
                .isEqualTo("User was not found");
        assertThat(Stock.error(anonymous.api().get("/api/boxes/list?api_key=" + revoked), 401))
                .isEqualTo("User was not found");
        assertThat(Stock.error(anonymous.form("/api/box/create", "name", "x", "api_key", reader), 403))
                .isEqualTo("User was not authorized to access this resource");
        Stock.body(anonymous.api().get("/api/boxes/list?limit=1&api_key=" + reader));
        for (Answer refused : List.of(
                anonymous.form("/api/box/create", "name", "x", "api_key", elsewhere),
                anonymous.api().get("/api/boxes/list?api_key=" + elsewhere))) {
            assertThat(Stock.error(refused, 403)).isEqualTo("This token may not be used from 127.0.0.1.");
        }
    }

    private String token(Map<String, Object> limits) {
        return stock.api().post(TOKENS, limits).expect(201).json().path("token").asText();
    }
}
