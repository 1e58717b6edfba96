package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What boxes and items are asked in the wrong way, and what is said to it. */
@ExtendWith(DeployedServer.class)
class BoxInputIT {

    private static final List<String> WRITES = List.of(
            "/api/box/create",
            "/api/box/update",
            "/api/box/delete",
            "/api/box/put",
            "/api/item/create",
            "/api/item/update",
            "/api/item/delete",
            "/api/item/reserve",
            "/api/item/release");

    private static final List<String> FORM_READS = List.of(
            "/api/box/get",
            "/api/boxes/list",
            "/api/boxes/count",
            "/api/item/get",
            "/api/items/list",
            "/api/items/count");

    private final Stock stock;
    private final Stock anonymous;
    private String box;
    private String item;

    BoxInputIT(Server server) {
        stock = new Stock(server.admin());
        anonymous = new Stock(server.anonymous());
    }

    @BeforeEach
    void aBoxWithAnItem() {
        box = stock.box(Site.unique("input"));
        item = stock.item(box, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "null", "5", "[{\"name\": \"x\"}]", "true"})
    void aBodyThatIsNoObjectIsToldSo(String body) {
        for (String path : WRITES) {
            assertThat(Stock.error(stock.api().post(path, body), 400))
                    .as(path)
                    .isEqualTo("Invalid data. Expected a dictionary.");
            assertThat(Stock.error(anonymous.api().post(path, body), 400))
                    .as(path)
                    .isEqualTo("API key was not present");
        }
        for (String path : FORM_READS) {
            assertThat(Stock.error(anonymous.api().post(path, body), 400))
                    .as(path)
                    .isEqualTo("Invalid data. Expected a dictionary.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense                         | 400 | The Content-Type header is malformed.",
                "/                                | 400 | The Content-Type header is malformed.",
                "multipart/form-data              | 400 | The Content-Type of a multipart form must name its boundary.",
                "text/plain                       | 415 | Unsupported media type in request.",
                "application/xml                  | 415 | Unsupported media type in request.",
            })
    void aBodyOfAnUnknownTypeIsToldSo(String type, int status, String message) {
        for (String path : WRITES) {
            assertThat(Stock.error(typed(stock, path, type), status)).as(path).isEqualTo(message);
        }
        for (String path : FORM_READS) {
            assertThat(Stock.error(typed(anonymous, path, type), status))
                    .as(path)
                    .isEqualTo(message);
        }
    }

    private static Answer typed(Stock client, String path, String type) {
        return client.api()
                .send("POST", path, BodyPublishers.ofString("name=x"), request -> request.header("Content-Type", type));
    }

    @Test
    void aBodyMayBeTooLargeEverywhere() {
        String large = "x".repeat(1 << 20);
        for (String path : WRITES) {
            assertThat(Stock.error(stock.form(path, "name", large), 413))
                    .as(path)
                    .contains("1048576");
        }
        for (String path : FORM_READS) {
            assertThat(Stock.error(anonymous.form(path, "name", large), 413))
                    .as(path)
                    .contains("1048576");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/box/get           |                      | 400 | box_id was not found in request",
                "/api/box/get           | box_id=              | 400 | box_id was malformed",
                "/api/box/get           | box_id=abc           | 400 | box_id was malformed",
                "/api/box/get           | box_id=zzzzzzz0%0A   | 400 | box_id was malformed",
                "/api/box/get           | box_id=a&box_id=a    | 400 | box_id was malformed",
                "/api/box/get           | box_id=zzzzzzz0      | 404 | Box does not exist",
                "/api/box/get/zzzzzzz0%0A |                    | 400 | box_id was malformed",
                "/api/item/get          |                      | 400 | item_id was not found in request",
                "/api/item/get          | item_id=             | 400 | item_id was malformed",
                "/api/item/get          | item_id=abc          | 400 | item_id was malformed",
                "/api/item/get          | item_id=zzzzzzz0%0A  | 400 | item_id was malformed",
                "/api/item/get          | item_id=zzzzzzz0     | 404 | Item does not exist",
                "/api/item/get/%0Azzzzzzz0 |                   | 400 | item_id was malformed",
                "/api/item/movements/zz |                      | 400 | item_id was malformed",
                "/api/item/reservations/zz |                   | 400 | item_id was malformed",
                "/api/items/list        | box_id=abc           | 400 | box_id was malformed",
                "/api/items/list        | box_id=zzzzzzz0      | 404 | Box does not exist",
                "/api/items/list        | limit=1&limit=2      | 400 | limit is malformed",
                "/api/items/count       | box_id=abc           | 400 | box_id was malformed",
                "/api/items/count       | box_id=%0A           | 400 | box_id was malformed",
                "/api/items/count       | box_id=zzzzzzz0      | 404 | Box does not exist",
                "/api/boxes/list        | sortby=name&sortby=name | 400 | sortby is malformed",
            })
    void aQueryIsToldWhatIsWrong(String path, String query, int status, String message) {
        String asked = query == null ? path : path + "?" + query;

        assertThat(Stock.error(anonymous.api().get(asked), status)).isEqualTo(message);
        if (query != null) {
            assertThat(Stock.error(raw(anonymous, path, query), status)).isEqualTo(message);
        }
    }

    private static Answer raw(Stock client, String path, String form) {
        return client.api()
                .send(
                        "POST",
                        path,
                        BodyPublishers.ofString(form),
                        request -> request.header("Content-Type", "application/x-www-form-urlencoded"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/box/create   | name=a&name=b                    | 404 | name was malformed",
                "/api/box/update   | box_id=BOX&name=a&name=b         | 400 | name was malformed",
                "/api/box/update   | box_id=BOX&box_id=BOX&name=a     | 400 | box_id was malformed",
                "/api/box/delete   | box_id=abc                       | 400 | box_id was malformed",
                "/api/item/delete  | item_id=abc                      | 400 | item_id was malformed",
                "/api/item/reserve | item_id=abc&quantity=1           | 400 | item_id was malformed",
                "/api/item/reserve | item_id=ITEM&quantity=1&quantity=1 | 400 | quantity was malformed",
                "/api/item/update  | item_id=ITEM&quantity=1&quantity=1 | 400 | quantity was malformed",
                "/api/item/update  | item_id=ITEM&box_id=BOX&box_id=BOX | 400 | box_id was malformed",
                "/api/item/update  | item_id=ITEM&quantity=4&reason=a&reason=b | 400 | reason was malformed",
            })
    void aKnownKeyComesOnce(String path, String form, int status, String message) {
        assertThat(Stock.error(raw(stock, path, form.replace("BOX", box).replace("ITEM", item)), status))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/box/create  | {\"name\": true}                            | 404 | name was malformed",
                "/api/box/create  | {\"name\": [\"a\"]}                         | 404 | name was malformed",
                "/api/box/update  | {\"box_id\": \"BOX\", \"name\": 7}          | 400 | name was malformed",
                "/api/box/get     | {\"box_id\": [\"BOX\"]}                     | 400 | box_id was malformed",
                "/api/item/update | {\"item_id\": \"ITEM\", \"quantity\": \"5\"} | 400 | quantity was malformed",
                "/api/item/update | {\"item_id\": \"ITEM\", \"quantity\": 5.0}  | 400 | quantity was malformed",
                "/api/item/update | {\"item_id\": \"ITEM\", \"quantity\": [5]}  | 400 | quantity was malformed",
                "/api/item/update | {\"item_id\": \"ITEM\", \"quantity\": -5}   | 400 | -5 is not a valid integer quantity",
                "/api/items/list  | {\"limit\": \"5\"}                          | 400 | limit is malformed",
                "/api/items/list  | {\"offset\": 1.5}                           | 400 | offset is malformed",
                "/api/box/put     | {\"box_id\": \"BOX\", \"items\": [5]}       | 400 | items was malformed",
                "/api/box/put     | {\"box_id\": \"BOX\", \"items\": []}        | 400 | items was malformed",
            })
    void typesInJsonAreStrict(String path, String json, int status, String message) {
        assertThat(Stock.error(stock.api().post(path, json.replace("BOX", box).replace("ITEM", item)), status))
                .isEqualTo(message);
        assertThat(stock.itemNow(item).path("quantity").asInt()).isEqualTo(5);
    }

    @Test
    void extraFieldsAreIgnored() {
        String name = Site.unique("extra");

        Stock.one(raw(stock, "/api/box/create", "name=" + name + "&color=red&color=blue&box_id=a;b"));
        Stock.one(stock.api().post("/api/item/update", "{\"item_id\": \"" + item + "\", \"quantity\": 6, \"x\": [1]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/item/create, OPTIONS|POST",
        "PUT, /api/item/update, OPTIONS|POST",
        "DELETE, /api/item/delete, OPTIONS|POST",
        "GET, /api/item/release, OPTIONS|POST",
        "DELETE, /api/box/get, GET|HEAD|OPTIONS|POST",
        "PATCH, /api/item/get/zzzzzzz0, GET|HEAD|OPTIONS",
    })
    void theWrongMethodIsToldTheRightOnes(String method, String path, String allowed) {
        Answer answer = stock.api().send(method, path, headers -> {});

        assertThat(Stock.error(answer, 405)).isEqualTo("Method not allowed.");
        assertThat(answer.header("Allow").orElse("").split(", ")).containsExactlyInAnyOrder(allowed.split("\\|"));
    }

    @Test
    void aBlankBoxIsNone() {
        Stock.one(stock.form("/api/item/update", "item_id", item, "box_id", ""));

        JsonNode loose = Stock.body(anonymous.api().get("/api/items/list?box_id=&sortby=item_id&limit=1000"));
        assertThat(Json.column(loose, "item_id")).contains(item);
        assertThat(Json.column(loose, "box_id")).containsOnly("null");
        int count = Stock.one(anonymous.form("/api/items/count", "box_id", ""))
                .path("count")
                .asInt();
        int all = Stock.one(anonymous.form("/api/items/count")).path("count").asInt();
        assertThat(count).isPositive().isLessThan(all + 1);
        assertThat(Stock.one(anonymous.api().get("/api/items/count?box_id=" + box))
                        .path("count")
                        .asInt())
                .isZero();
    }

    @Test
    void namesAreOneHoweverTheyAreWritten() {
        String unique = Site.unique("Büro");
        stock.box(unique + " links");
        String decomposed = unique.replace("ü", "u\u0308") + "\u00a0  LINKS";

        assertThat(Stock.error(stock.form("/api/box/create", "name", decomposed), 400))
                .isEqualTo("Box with name " + decomposed + " already exists");
        assertThat(Stock.error(stock.form("/api/box/update", "box_id", box, "name", decomposed), 400))
                .isEqualTo("Box with name " + decomposed + " already exists");
        assertThat(Stock.error(stock.form("/api/box/create", "name", "\ufb2c".repeat(200)), 404))
                .isEqualTo("name was malformed");
    }

    @Test
    void ofManyWhoRenameToOneNameOneGetsIt() {
        String name = Site.unique("Coveted");
        List<String> boxes = java.util.stream.Stream.generate(() -> stock.box(Site.unique("renamed")))
                .limit(20)
                .toList();

        List<Answer> answers =
                Stock.atOnce(20, i -> stock.form("/api/box/update", "box_id", boxes.get(i), "name", name));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(answer -> assertThat(
                        Stock.error(answer, 400))
                .isEqualTo("Box with name " + name + " already exists"));
    }

    /** Two who pack the same items into two boxes, one from the front and one from the back. */
    @Test
    void whoPacksInOppositeOrdersHoldsUpNobody() {
        List<String> boxes = List.of(stock.box(Site.unique("left")), stock.box(Site.unique("right")));
        List<String> items = java.util.stream.Stream.generate(() -> stock.item(box, 1))
                .limit(10)
                .toList();
        List<String> backwards = new java.util.ArrayList<>(items);
        java.util.Collections.reverse(backwards);

        List<Answer> answers = Stock.atOnce(8, i -> stock.api()
                .post(
                        "/api/box/put",
                        java.util.Map.of("box_id", boxes.get(i % 2), "items", i % 2 == 0 ? items : backwards)));

        assertThat(answers).allSatisfy(answer -> assertThat(Json.column(Stock.body(answer), "code"))
                .hasSize(10)
                .containsOnly("200"));
        assertThat(items).allSatisfy(each -> {
            JsonNode movements = Stock.body(stock.api().get("/api/item/movements/" + each));
            // each movement begins where the one before it ended
            List<String> from = Json.column(movements, "from_box_id");
            List<String> to = Json.column(movements, "to_box_id");
            assertThat(from.subList(0, from.size() - 1)).isEqualTo(to.subList(1, to.size()));
            assertThat(stock.itemNow(each).path("box_id").asText()).isEqualTo(to.get(0));
        });
    }
}
