package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Box API as its documentation has it: every route, every return code. */
@ExtendWith(DeployedServer.class)
class BoxIT {

    private static final String NOBODY = "zzzzzzzz";

    private final Server server;
    private final Stock stock;
    private final Stock anonymous;

    BoxIT(Server server) {
        this.server = server;
        stock = new Stock(server.admin());
        anonymous = new Stock(server.anonymous());
    }

    @Test
    void aBoxIsCreatedReadRenamedAndDeleted() {
        String name = Site.unique("Shelf A");
        JsonNode made = Stock.one(stock.form("/api/box/create", "name", " " + name + " "));
        String id = made.path("box_id").asText();

        assertThat(Json.names(made)).containsExactly("box_id", "name");
        assertThat(id).matches("[a-z0-9]{8}");
        assertThat(made.path("name").asText()).isEqualTo(name);
        assertThat(readings(id)).containsOnly(made).hasSize(7);

        JsonNode renamed = Stock.one(stock.form("/api/box/update", "box_id", id, "name", name + " new"));
        assertThat(renamed.path("name").asText()).isEqualTo(name + " new");
        assertThat(readings(id)).containsOnly(renamed);
        assertThat(Stock.one(stock.form("/api/box/delete", "box_id", id))).isEqualTo(renamed);
        assertThat(Stock.error(anonymous.api().get("/api/box/get/" + id), 404)).isEqualTo("Box does not exist");
        assertThat(Stock.error(stock.form("/api/box/delete", "box_id", id), 404))
                .isEqualTo("Box does not exist");
    }

    /** What every way of reading a box answers. */
    private List<JsonNode> readings(String id) {
        return Stream.of(
                        anonymous.api().get("/api/box/get/" + id),
                        anonymous.api().get("/api/box/get/" + id.toUpperCase(Locale.ROOT) + "/"),
                        anonymous.api().get("/api/box/get?box_id=" + id),
                        anonymous.api().get("/api/box/get/?box_id=" + id + "&more=x"),
                        anonymous.form("/api/box/get", "box_id", id),
                        anonymous.multipart("/api/box/get", "box_id", id),
                        anonymous.api().post("/api/box/get", Map.of("box_id", id, "more", 7)))
                .map(Stock::one)
                .toList();
    }

    @Test
    void theBodyMayComeInThreeTypes() {
        for (Answer made : List.of(
                stock.form("/api/box/create", "name", Site.unique("Büro 1/2")),
                stock.multipart("/api/box/create", "name", Site.unique("Büro 1/2")),
                stock.api().post("/api/box/create/", Map.of("name", Site.unique("Büro 1/2"))))) {
            assertThat(Stock.one(made).path("name").asText()).startsWith("Büro 1/2");
        }
        assertThat(Stock.error(
                        stock.api()
                                .send(
                                        "POST",
                                        "/api/box/create",
                                        BodyPublishers.ofString("name=x"),
                                        request -> request.header("Content-Type", "text/plain")),
                        415))
                .isEqualTo("Unsupported media type in request.");
        Stock.error(stock.api().post("/api/box/create", "{\"name\""), 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get    |                         | 400 | box_id was not found in request",
                "get    | box_id=                 | 400 | box_id was malformed",
                "get    | box_id=a;b              | 400 | box_id was malformed",
                "get    | box_id=abc              | 400 | box_id was malformed",
                "get    | box_id=abcdefghi        | 400 | box_id was malformed",
                "get    | box_id=zzzzzzzz         | 404 | Box does not exist",
                "create |                         | 400 | name was not found in request",
                "create | name=                   | 404 | name was malformed",
                "create | name=a;b                | 404 | name was malformed",
                "create | name=<b>                | 404 | name was malformed",
                "update |                         | 400 | box_id was not found in request",
                "update | box_id=a'b              | 400 | box_id was malformed",
                "update | box_id=abc&name=a;b     | 400 | box_id was malformed",
                "update | box_id=zzzzzzzz         | 404 | Box does not exist",
                "update | box_id=zzzzzzzz&name=;  | 404 | Box does not exist",
                "delete |                         | 400 | box_id was not found in request",
                "delete | box_id=%                | 400 | box_id was malformed",
                "delete | box_id=zzzzzzzz         | 404 | Box does not exist",
            })
    void whatIsWrongIsSaid(String route, String form, int status, String message) {
        assertThat(Stock.error(stock.form("/api/box/" + route, fields(form)), status))
                .isEqualTo(message);
    }

    private static String[] fields(String form) {
        List<String> fields = new ArrayList<>();
        if (form != null) {
            for (String pair : form.split("&")) {
                int equals = pair.indexOf('=');
                fields.add(pair.substring(0, equals));
                fields.add(pair.substring(equals + 1));
            }
        }
        return fields.toArray(String[]::new);
    }

    @Test
    void anUpdateJudgesTheIdThenTheBoxThenTheName() {
        String name = Site.unique("Drawer");
        String id = stock.box(name);
        String other = Site.unique("Drawer");
        stock.box(other);

        assertThat(Stock.error(stock.form("/api/box/update", "box_id", id), 400))
                .isEqualTo("No attributes to be updated were provided");
        assertThat(Stock.error(stock.form("/api/box/update", "box_id", id, "name", "a;b"), 400))
                .isEqualTo("name was malformed");
        assertThat(Stock.error(stock.form("/api/box/update", "box_id", id, "name", other), 400))
                .isEqualTo("Box with name " + other + " already exists");
        // its own name is free for it, in any case
        Stock.one(stock.form("/api/box/update", "box_id", id, "name", name.toUpperCase(Locale.ROOT)));
    }

    @Test
    void aNameIsTakenWhateverItsCase() {
        String name = Site.unique("Crate");
        stock.box(name);
        String upper = name.toUpperCase(Locale.ROOT);

        assertThat(Stock.error(stock.form("/api/box/create", "name", upper), 400))
                .isEqualTo("Box with name " + upper + " already exists");
    }

    @Test
    void ofManyWhoWantANameOneGetsIt() {
        String name = Site.unique("Wanted");

        List<Answer> answers = Stock.atOnce(200, i -> stock.form("/api/box/create", "name", name));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(answer -> assertThat(
                        Stock.error(answer, 400))
                .isEqualTo("Box with name " + name + " already exists"));
    }

    @Test
    void whoMayWriteIsAsked() {
        Api none = server.anonymous();
        String expired = "inv-0123456789abcdef0123456789abcdef01234567-20200101";
        Site site = Site.create(server, "boxes");
        Stock viewer = new Stock(site.member("box", "view"));
        Stock adder = new Stock(site.member("box", "add"));
        String id = stock.box(Site.unique("guarded"));

        for (String path : List.of("/api/box/create", "/api/box/update", "/api/box/delete", "/api/box/put")) {
            assertThat(Stock.error(new Stock(none).form(path, "box_id", id), 400))
                    .isEqualTo("API key was not present");
            assertThat(Stock.error(new Stock(none).form(path, "api_key", "a;b"), 400))
                    .isEqualTo("API key was malformed");
            assertThat(Stock.error(new Stock(none).form(path, "api_key", expired), 401))
                    .isEqualTo("User was not found");
            assertThat(Stock.error(viewer.form(path, "box_id", id), 403))
                    .isEqualTo("User was not authorized to access this resource");
            Stock.error(new Stock(none.bearer(expired)).form(path, "box_id", id), 401);
        }
        adder.box(Site.unique("added"));
        Stock.error(adder.form("/api/box/delete", "box_id", id), 403);
        Stock.one(anonymous.api().get("/api/box/get/" + id));
    }

    @Test
    void theKeyIsAFieldOfAnyBody() {
        String token =
                server.admin().get("/api/user/token/").json().path("token").asText();

        Stock.one(anonymous.form("/api/box/create", "name", Site.unique("keyed"), "api_key", token));
        Stock.one(anonymous.api().post("/api/box/create", Map.of("name", Site.unique("keyed"), "api_key", token)));
    }

    @Test
    void listsAreSortedAndCut() {
        String prefix = Site.unique("List") + " ";
        List<String> names =
                Stream.of("b", "C", "a", "10", "9").map(prefix::concat).toList();
        names.forEach(stock::box);

        List<String> ascending = own(prefix, "/api/boxes/list?sortby=name&limit=1000");
        assertThat(ascending).isEqualTo(names.stream().sorted().toList());
        assertThat(own(prefix, "/api/boxes/list?sortby=name&direction=dEsC&limit=1000"))
                .isEqualTo(names.stream().sorted(Comparator.reverseOrder()).toList());
        assertThat(own(prefix, "/api/boxes/list?limit=99999")).isEqualTo(names);
        List<String> byId = Json.column(
                Stock.body(anonymous.form("/api/boxes/list", "sortby", "box_id", "limit", "1000")), "box_id");
        assertThat(byId).isSorted().doesNotHaveDuplicates();
        assertThat(Json.names(Stock.body(anonymous.api().get("/api/boxes/list")).path(0)))
                .containsExactly("box_id", "name");
    }

    private List<String> own(String prefix, String path) {
        return Json.column(Stock.body(anonymous.api().get(path)), "name").stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    @Test
    void aPageIsCutOutOfTheWhole() {
        for (int i = 0; i < 5; i++) {
            stock.box(Site.unique("Page"));
        }
        List<String> first = Json.column(Stock.body(anonymous.api().get("/api/boxes/list?limit=4")), "box_id");

        assertThat(Json.column(Stock.body(anonymous.api().get("/api/boxes/list?limit=2&offset=2")), "box_id"))
                .isEqualTo(first.subList(2, 4));
        assertThat(Stock.body(anonymous.api().get("/api/boxes/list?limit=0"))).isEmpty();
        assertThat(Stock.body(anonymous.api().get("/api/boxes/list?offset=99999999999999999999")))
                .isEmpty();
        assertThat(Stock.one(anonymous.api().get("/api/boxes/count"))
                        .path("count")
                        .asInt())
                .isGreaterThanOrEqualTo(5);
        assertThat(Stock.one(anonymous.form("/api/boxes/count")).path("count").asInt())
                .isGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=-1                                 | -1 is not a valid integer limit",
                "limit=ten                                | ten is not a valid integer limit",
                "limit=%3B                                | limit is malformed",
                "offset=-1                                | -1 is not a valid integer offset",
                "offset=%3B                               | offset is malformed",
                "direction=up                             | direction is malformed, should be DESC or ASC",
                "direction=%3B                            | direction is malformed, should be DESC or ASC",
                "sortby=%3B                               | sortby is malformed",
                "sortby=color                             | color is not a valid sort key",
                "sortby=color&direction=up&offset=a       | a is not a valid integer offset",
                "sortby=color&direction=up&offset=a&limit=-7 | -7 is not a valid integer limit",
                "sortby=color&direction=up                | direction is malformed, should be DESC or ASC",
            })
    void aListSaysWhatIsWrong(String query, String message) {
        for (String list : List.of("/api/boxes/list", "/api/items/list")) {
            assertThat(Stock.error(anonymous.api().get(list + "?" + query), 400))
                    .isEqualTo(message);
            assertThat(Stock.error(anonymous.form(list, fields(query.replace("%3B", ";"))), 400))
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/box",
                "GET /api/box/unknown",
                "GET /api/boxes/unknown/x",
                "GET /api/item/get/a/b",
                "POST /api/items/unknown"
            })
    void anUnknownPathIsNotFoundInTheEnvelope(String request) {
        String[] parts = request.split(" ");

        assertThat(Stock.error(anonymous.api().send(parts[0], parts[1], headers -> {}), 404))
                .isEqualTo("Not found.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/box/create",
                "DELETE /api/box/delete",
                "PUT /api/box/update",
                "POST /api/box/get/zzzzzzzz",
                "PATCH /api/boxes/list",
                "GET /api/item/reserve",
                "GET /api/box/put"
            })
    void theWrongMethodIsToldInTheEnvelope(String request) {
        String[] parts = request.split(" ");

        Stock.error(stock.api().send(parts[0], parts[1], headers -> {}), 405);
    }

    @Test
    void aBodyMayBeTooLarge() {
        assertThat(Stock.error(stock.form("/api/box/create", "name", "x".repeat(1 << 20)), 413))
                .contains("1048576");
        assertThat(Stock.error(stock.form("/api/box/create", "name", "x".repeat(201)), 404))
                .isEqualTo("name was malformed");
    }

    @Test
    void headAnswersAsGet() {
        String id = stock.box(Site.unique("headed"));

        Answer head = anonymous
                .api()
                .send("HEAD", "/api/box/get/" + id, headers -> {})
                .expect(200);

        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).hasValue("application/json");
    }

    @Test
    void whatIsInADeletedBoxStays() {
        String box = stock.box(Site.unique("short-lived"));
        String item = stock.item(box, 3);
        String other = stock.item(box, 4);

        Stock.one(stock.form("/api/box/delete", "box_id", box, "reason", "Shelf taken down"));

        for (String each : List.of(item, other)) {
            assertThat(stock.itemNow(each).path("box_id").isNull()).isTrue();
            JsonNode last =
                    Stock.body(stock.api().get("/api/item/movements/" + each)).path(0);
            assertThat(last.path("from_box_id").asText()).isEqualTo(box);
            assertThat(last.path("to_box_id").isNull()).isTrue();
            assertThat(last.path("delta").asInt()).isZero();
            assertThat(last.path("reason").asText()).isEqualTo("Shelf taken down");
        }
    }

    @Test
    void noBoxIsDeletedUnderAnItem() {
        List<String> boxes =
                Stream.generate(() -> stock.box(Site.unique("moving"))).limit(4).toList();
        List<String> items =
                Stream.generate(() -> stock.item(boxes.get(0), 1)).limit(20).toList();

        List<Answer> answers = Stock.atOnce(
                40,
                i -> i % 10 == 9
                        ? stock.form("/api/box/delete", "box_id", boxes.get(i / 10))
                        : stock.form("/api/item/update", "item_id", items.get(i % 20), "box_id", boxes.get(i % 4)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 404));
        assertThat(items).allSatisfy(item -> {
            assertThat(stock.itemNow(item).path("box_id").isNull()).isTrue();
        });
    }

    @Test
    void aBoxTakesManyItemsWithAResultForEach() {
        String from = stock.box(Site.unique("from"));
        String to = stock.box(Site.unique("to"));
        String first = stock.item(from, 1);
        String second = stock.item(from, 2);

        JsonNode results = Stock.body(stock.api()
                .post(
                        "/api/box/put",
                        Map.of(
                                "box_id",
                                to,
                                "items",
                                List.of(first, "a;b", NOBODY, second.toUpperCase(Locale.ROOT), first, "", " \r\n", to),
                                "reason",
                                "Stocktaking")));

        assertThat(Json.column(results, "code"))
                .containsExactly("200", "400", "404", "200", "200", "400", "400", "400");
        assertThat(Json.column(results, "description"))
                .containsExactly(
                        "Moved",
                        "No match found for barcode data",
                        "Item does not exist",
                        "Moved",
                        "Was in this box",
                        "Nothing was scanned",
                        "Nothing was scanned",
                        "This is the code of a box");
        assertThat(results.path(6).path("item").asText()).isEqualTo(" \r\n");
        assertThat(Json.names(results.path(0))).containsExactly("item", "item_id", "code", "name", "description");
        assertThat(results.path(3).path("item_id").asText()).isEqualTo(second);
        for (String item : List.of(first, second)) {
            assertThat(stock.itemNow(item).path("box_id").asText()).isEqualTo(to);
            JsonNode movements = Stock.body(stock.api().get("/api/item/movements/" + item));
            assertThat(Json.column(movements, "reason")).containsExactly("Stocktaking", "null");
        }
        Stock.one(stock.form("/api/box/put", "box_id", to, "items", first));
        assertThat(Stock.error(stock.form("/api/box/put", "box_id", NOBODY, "items", first), 404))
                .isEqualTo("Box does not exist");
        assertThat(Stock.error(stock.form("/api/box/put", "box_id", to), 400))
                .isEqualTo("items was not found in request");
    }

    @Test
    void everyWriteIsInTheAuditLog() {
        String name = Site.unique("audited");
        String id = stock.box(name);
        Stock.one(stock.form("/api/box/update", "box_id", id, "name", name + " two"));
        Stock.one(stock.form("/api/box/delete", "box_id", id));

        JsonNode rows = stock.api()
                .get("/api/v1/audit_log/?object_type=box&ordering=-id&limit=100")
                .expect(200)
                .json()
                .path("results");

        List<String> actions = new ArrayList<>();
        rows.forEach(row -> {
            if (row.toString().contains(name)) {
                actions.add(row.path("action").asText());
            }
        });
        assertThat(actions).containsExactly("delete", "update", "create");
    }
}
