package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.simulator.Agent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items: what is in boxes, how it moves, and what is reserved of it. */
@ExtendWith(DeployedServer.class)
class ItemIT {

    private static final String[] MODEL = {
        "item_id",
        "box_id",
        "mfg_part_number",
        "quantity",
        "description",
        "digikey_part_number",
        "mouser_part_number",
        "jlcpcb_part_number",
        "created_by",
        "created_epoch_millis"
    };

    private final Server server;
    private final Stock stock;
    private final Stock anonymous;
    private String box;

    ItemIT(Server server) {
        this.server = server;
        stock = new Stock(server.admin());
        anonymous = new Stock(server.anonymous());
    }

    @BeforeEach
    void aBox() {
        box = stock.box(Site.unique("items"));
    }

    @Test
    void anItemIsCreatedReadChangedAndDeleted() {
        long before = System.currentTimeMillis();
        JsonNode made = Stock.one(stock.form(
                "/api/item/create",
                "box_id",
                box.toUpperCase(Locale.ROOT),
                "mfg_part_number",
                "RC0603FR-0710KL",
                "quantity",
                "250",
                "description",
                "Resistor 10k,\r\n0603",
                "jlcpcb_part_number",
                "C98220",
                "created_by",
                "somebody"));
        String id = made.path("item_id").asText();

        assertThat(Json.names(made)).containsExactly(MODEL);
        assertThat(id).matches("[a-z0-9]{8}");
        assertThat(made.path("box_id").asText()).isEqualTo(box);
        assertThat(made.path("quantity").isIntegralNumber()).isTrue();
        assertThat(made.path("quantity").asInt()).isEqualTo(250);
        assertThat(made.path("digikey_part_number").isNull()).isTrue();
        assertThat(made.path("created_by").asText()).isEqualTo(Api.ADMIN);
        assertThat(made.path("created_epoch_millis").asLong()).isBetween(before - 60_000, before + 60_000);
        assertThat(readings(id)).containsOnly(made);

        JsonNode changed = Stock.one(
                stock.form("/api/item/update", "item_id", id, "quantity", "230", "description", "", "box_id", ""));
        assertThat(changed)
                .isEqualTo(((ObjectNode) made.deepCopy())
                        .put("quantity", 230)
                        .putNull("description")
                        .putNull("box_id"));
        assertThat(readings(id)).containsOnly(changed);
        assertThat(Stock.one(stock.form("/api/item/delete", "item_id", id))).isEqualTo(changed);
        assertThat(Stock.error(anonymous.api().get("/api/item/get/" + id), 404)).isEqualTo("Item does not exist");
    }

    private List<JsonNode> readings(String id) {
        return Stream.of(
                        anonymous.api().get("/api/item/get/" + id + "/"),
                        anonymous.api().get("/api/item/get?item_id=" + id.toUpperCase(Locale.ROOT)),
                        anonymous.form("/api/item/get", "item_id", id),
                        anonymous.api().post("/api/item/get", Map.of("item_id", id)))
                .map(Stock::one)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get         |                              | 400 | item_id was not found in request",
                "get         | item_id=abc                  | 400 | item_id was malformed",
                "get         | item_id=zzzzzzzz             | 404 | Item does not exist",
                "create      |                              | 400 | box_id was not found in request",
                "create      | box_id=abc                   | 400 | box_id was malformed",
                "create      | box_id=zzzzzzzz              | 400 | mfg_part_number was not found in request",
                "create      | box_id=zzzzzzzz&mfg_part_number=; | 400 | mfg_part_number was malformed",
                "create      | box_id=zzzzzzzz&mfg_part_number=a | 400 | quantity was not found in request",
                "create      | box_id=zzzzzzzz&mfg_part_number=a&quantity=x! | 400 | quantity was malformed",
                "create      | box_id=zzzzzzzz&mfg_part_number=a&quantity=-1 | 400 | -1 is not a valid integer quantity",
                "create      | box_id=zzzzzzzz&mfg_part_number=a&quantity=1.5 | 400 | 1.5 is not a valid integer quantity",
                "create      | box_id=zzzzzzzz&mfg_part_number=a&quantity=1&description=; | 400 | description was malformed",
                "create      | box_id=zzzzzzzz&mfg_part_number=a&quantity=1 | 404 | Box does not exist",
                "update      |                              | 400 | item_id was not found in request",
                "update      | item_id=;                    | 400 | item_id was malformed",
                "update      | item_id=zzzzzzzz&quantity=x  | 404 | Item does not exist",
                "delete      |                              | 400 | item_id was not found in request",
                "delete      | item_id=zzzzzzzz             | 404 | Item does not exist",
                "reserve     |                              | 400 | item_id was not found in request",
                "reserve     | item_id=zzzzzzzz&quantity=1  | 404 | Item does not exist",
                "release     |                              | 400 | reservation_id was not found in request",
                "release     | reservation_id=a             | 400 | reservation_id was malformed",
                "release     | reservation_id=zzzzzzzz      | 404 | Reservation does not exist",
            })
    void whatIsWrongIsSaid(String route, String form, int status, String message) {
        assertThat(Stock.error(stock.form("/api/item/" + route, fields(form)), status))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                          | 400 | No attributes to be updated were provided",
                "reason=why                | 400 | No attributes to be updated were provided",
                "created_by=me&quantity=;  | 400 | Immutable property created_by found in request body",
                "created_epoch_millis=1    | 400 | Immutable property created_epoch_millis found in request body",
                "source=me                 | 400 | Immutable property source found in request body",
                "mfg_part_number=          | 400 | mfg_part_number was malformed",
                "quantity=                 | 400 | quantity was malformed",
                "quantity=2147483648       | 400 | 2147483648 is not a valid integer quantity",
                "box_id=abc                | 400 | box_id was malformed",
                "box_id=zzzzzzzz           | 404 | Box does not exist",
            })
    void anUpdateSaysWhatIsWrong(String form, int status, String message) {
        String item = stock.item(box, 5);
        List<String> fields = new ArrayList<>(List.of("item_id", item));
        fields.addAll(List.of(fields(form)));

        assertThat(Stock.error(stock.form("/api/item/update", fields.toArray(String[]::new)), status))
                .isEqualTo(message);
        assertThat(stock.itemNow(item).path("quantity").asInt()).isEqualTo(5);
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
    void whoMayWriteIsAsked() {
        Site site = Site.create(server, "items");
        Stock viewer = new Stock(site.member("item", "view"));
        String item = stock.item(box, 5);

        for (String route : List.of("create", "update", "delete", "reserve", "release")) {
            assertThat(Stock.error(anonymous.form("/api/item/" + route, "item_id", item), 400))
                    .isEqualTo("API key was not present");
            assertThat(Stock.error(viewer.form("/api/item/" + route, "item_id", item), 403))
                    .isEqualTo("User was not authorized to access this resource");
        }
        // boxes are one thing, what is in them another
        Stock boxes = new Stock(site.member("box", "add", "change", "delete"));
        Stock.error(boxes.form("/api/box/put", "box_id", box, "items", item), 403);
        Stock items = new Stock(site.member("item", "change"));
        Stock.one(items.form("/api/box/put", "box_id", box, "items", item));
        Stock.one(items.form("/api/item/reserve", "item_id", item, "quantity", "1"));
        Stock.error(items.form("/api/item/delete", "item_id", item), 403);
    }

    @Test
    void listsAreSortedByAnyAttributeAndQuantityAsANumber() {
        for (int quantity : new int[] {9, 100, 10}) {
            stock.item(box, quantity);
        }
        String own = "/api/items/list?box_id=" + box;

        assertThat(Json.column(Stock.body(anonymous.api().get(own + "&sortby=quantity")), "quantity"))
                .containsExactly("9", "10", "100");
        assertThat(Json.column(
                        Stock.body(anonymous.form(
                                "/api/items/list",
                                "box_id",
                                box,
                                "sortby",
                                "quantity",
                                "direction",
                                "desc",
                                "limit",
                                "2")),
                        "quantity"))
                .containsExactly("100", "10");
        for (String key : MODEL) {
            JsonNode rows = Stock.body(anonymous.api().get(own + "&direction=DESC&sortby=" + key));
            assertThat(rows).as(key).hasSize(3).allSatisfy(row -> assertThat(Json.names(row))
                    .containsExactly(MODEL));
        }
        assertThat(Stock.body(anonymous.api().get(own + "&limit=0"))).isEmpty();
        assertThat(Stock.one(anonymous.api().get("/api/items/count?box_id=" + box))
                        .path("count")
                        .asInt())
                .isEqualTo(3);
        assertThat(Stock.one(anonymous.form("/api/items/count")).path("count").asInt())
                .isGreaterThanOrEqualTo(3);
        assertThat(Stock.error(anonymous.api().get("/api/items/list?box_id=zzzzzzzz"), 404))
                .isEqualTo("Box does not exist");
    }

    @Test
    void everyMovementIsNoted() {
        String other = stock.box(Site.unique("other"));
        String item = stock.item(box, 10);
        Stock.one(stock.form("/api/item/update", "item_id", item, "quantity", "7", "reason", "Prototype 7"));
        Stock.one(stock.form("/api/item/update", "item_id", item, "box_id", other, "quantity", "8"));
        Stock.one(stock.form("/api/item/update", "item_id", item, "description", "no movement"));
        Stock.one(stock.form("/api/item/delete", "item_id", item, "reason", "Used up"));

        JsonNode movements = Stock.body(stock.api().get("/api/item/movements/" + item));

        assertThat(Json.column(movements, "delta")).containsExactly("-8", "1", "-3", "10");
        assertThat(Json.column(movements, "quantity")).containsExactly("0", "8", "7", "10");
        assertThat(Json.column(movements, "from_box_id")).containsExactly(other, box, box, "null");
        assertThat(Json.column(movements, "to_box_id")).containsExactly("null", other, box, box);
        assertThat(Json.column(movements, "reason")).containsExactly("Used up", "null", "Prototype 7", "null");
        assertThat(Json.column(movements, "created_by")).containsOnly(Api.ADMIN);
        assertThat(Json.column(
                        Stock.body(anonymous.api().get("/api/item/movements/" + item + "?limit=2&offset=1")), "delta"))
                .containsExactly("1", "-3");
        Stock.error(anonymous.api().get("/api/item/movements/" + item + "?limit=x"), 400);
        assertThat(Stock.error(anonymous.api().get("/api/item/movements/zzzzzzzz"), 404))
                .isEqualTo("Item does not exist");
    }

    @Test
    void quantitiesThatManyChangeAddUp() {
        String item = stock.item(box, 1000);

        Stock.atOnce(30, i -> stock.form("/api/item/update", "item_id", item, "quantity", Integer.toString(i)))
                .forEach(Stock::one);

        JsonNode movements = Stock.body(anonymous.api().get("/api/item/movements/" + item));
        int sum = 0;
        for (JsonNode movement : movements) {
            sum += movement.path("delta").asInt();
        }
        assertThat(sum).isEqualTo(stock.itemNow(item).path("quantity").asInt());
        assertThat(movements.path(0).path("quantity").asInt()).isEqualTo(sum);
    }

    @Test
    void whatIsReservedIsKept() {
        String item = stock.item(box, 10);
        JsonNode reserved =
                Stock.one(stock.form("/api/item/reserve", "item_id", item, "quantity", "6", "reason", "Prototype 7"));
        String reservation = reserved.path("reservation_id").asText();

        assertThat(Json.names(reserved))
                .containsExactly(
                        "reservation_id", "item_id", "quantity", "reason", "created_by", "created_epoch_millis");
        assertThat(reservation).matches("[a-z0-9]{8}");
        assertThat(Stock.body(stock.api().get("/api/item/reservations/" + item)))
                .containsExactly(reserved);
        assertThat(Stock.error(stock.form("/api/item/reserve", "item_id", item, "quantity", "5"), 400))
                .isEqualTo("quantity cannot be reserved: 4 of 10 are left");
        assertThat(Stock.error(stock.form("/api/item/reserve", "item_id", item, "quantity", "0"), 400))
                .isEqualTo("0 is not a valid integer quantity");
        assertThat(Stock.error(stock.form("/api/item/update", "item_id", item, "quantity", "5"), 400))
                .isEqualTo("quantity cannot be lower than 6, which is reserved");
        assertThat(Stock.error(stock.form("/api/item/delete", "item_id", item), 400))
                .isEqualTo("Item has reservations, which must be released before");

        assertThat(Stock.one(stock.form("/api/item/release", "reservation_id", reservation)))
                .isEqualTo(reserved);
        assertThat(Stock.error(stock.form("/api/item/release", "reservation_id", reservation), 404))
                .isEqualTo("Reservation does not exist");
        assertThat(Stock.body(anonymous.api().get("/api/item/reservations/" + item)))
                .isEmpty();
        Stock.one(stock.form("/api/item/update", "item_id", item, "quantity", "1"));
        Stock.one(stock.form("/api/item/delete", "item_id", item));
        Stock.error(anonymous.api().get("/api/item/reservations/" + item), 404);
    }

    @Test
    void manyReserveNoMoreThanThereIs() {
        String item = stock.item(box, 25);

        List<Answer> answers = Stock.atOnce(
                60,
                i -> i % 6 == 0
                        ? stock.form("/api/item/update", "item_id", item, "quantity", Integer.toString(20 + i % 5))
                        : stock.form("/api/item/reserve", "item_id", item, "quantity", "1"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 400));
        List<String> reserved =
                Json.column(Stock.body(anonymous.api().get("/api/item/reservations/" + item)), "reservation_id");
        assertThat(reserved).isNotEmpty();
        assertThat(reserved.size())
                .isLessThanOrEqualTo(stock.itemNow(item).path("quantity").asInt());

        // each is released once, whoever tries
        List<Answer> releases = Stock.atOnce(
                reserved.size() * 2, i -> stock.form("/api/item/release", "reservation_id", reserved.get(i / 2)));
        assertThat(releases).filteredOn(answer -> answer.status() == 200).hasSize(reserved.size());
        assertThat(releases).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 404));
        Stock.one(stock.form("/api/item/update", "item_id", item, "quantity", "0"));
    }

    @Test
    void anItemAndTheDeviceWithItsSerialNumberKnowEachOther() {
        Site site = Site.create(server, "serial");
        ObjectNode device = site.device();
        String serial = device.path("serial_number").asText();
        String name = Stock.one(anonymous.api().get("/api/box/get/" + box))
                .path("name")
                .asText();
        long deviceId = site.register(device).id();
        assertThat(Json.names(site.admin().get(Site.device(deviceId)).json())).doesNotContain("stored_in");

        String item = Stock.one(stock.form(
                        "/api/item/create",
                        "box_id",
                        box,
                        "mfg_part_number",
                        "C9300",
                        "quantity",
                        "1",
                        "serial_number",
                        serial))
                .path("item_id")
                .asText();

        JsonNode stored = site.admin().get(Site.device(deviceId)).json().path("stored_in");
        assertThat(stored)
                .isEqualTo(Json.object("{}")
                        .put("item_id", item)
                        .put("box_id", box)
                        .put("box_name", name));
        JsonNode shown = stock.itemNow(item);
        assertThat(shown.path("serial_number").asText()).isEqualTo(serial);
        assertThat(Json.names(shown.path("device"))).containsExactly("id", "name", "status", "last_seen");
        assertThat(shown.path("device").path("id").asLong()).isEqualTo(deviceId);
        // whoever may not see the device sees the item alone
        assertThat(Json.names(anonymous.itemNow(item)))
                .contains("serial_number")
                .doesNotContain("device");
        Site foreign = Site.create(server, "foreign");
        assertThat(Json.names(new Stock(foreign.member("device", "view")).itemNow(item)))
                .doesNotContain("device");
        assertThat(Json.names(new Stock(site.member("device", "view")).itemNow(item)))
                .contains("device");

        Stock.one(stock.form("/api/item/update", "item_id", item, "serial_number", ""));
        assertThat(Json.names(stock.itemNow(item))).containsExactly(MODEL);
        assertThat(Json.names(site.admin().get(Site.device(deviceId)).json())).doesNotContain("stored_in");
    }

    /** The record says another serial number than the device itself, which answers on the network. */
    @Test
    void aDeviceMeetsItsItemByThePolledSerialNumber() {
        // one whose serial number no other test's device has
        int number = 90;
        try (Agents agents = Agents.start(number, "127.38.0.1")) {
            Agent agent = agents.farm().agent(number);
            Site site = Site.create(server, "answering");
            String name = Site.unique("Spare shelf");
            String shelf = stock.box(name);
            String serial = agent.serial();
            long device = site.register(agents.device(site, agent).put("serial_number", Site.unique("SN-WRONG")))
                    .id();
            String item = Stock.one(stock.form(
                            "/api/item/create",
                            "box_id",
                            shelf,
                            "mfg_part_number",
                            "C9300",
                            "quantity",
                            "1",
                            "serial_number",
                            serial))
                    .path("item_id")
                    .asText();
            assertThat(stock.itemNow(item).has("device")).isFalse();

            ObjectNode sync = Json.object("{}").put("operation_type", "bulk_serial_sync");
            sync.putArray("target_organizations").add(site.id());
            Operation.start(site.admin(), sync).awaitEnd();
            site.admin().get(Site.device(device) + "?update_status=true").expect(200);

            JsonNode shown = stock.itemNow(item).path("device");
            assertThat(shown.path("id").asLong()).isEqualTo(device);
            assertThat(shown.path("status").asBoolean()).isTrue();
            assertThat(shown.path("last_seen").isTextual()).isTrue();
            JsonNode detail = site.admin().get(Site.device(device)).expect(200).json();
            assertThat(detail.at("/stored_in/box_name").asText()).isEqualTo(name);
            assertThat(detail.path("status").asBoolean()).isTrue();
            assertThat(stock.api()
                            .get("/api/item/get/" + item, "Accept", "text/html")
                            .expect(200)
                            .body())
                    .contains("answers on the network", name);
            assertThat(Stock.body(stock.api()
                                    .post(
                                            "/api/box/put",
                                            Map.of("box_id", box, "items", List.of("INV-DV" + device, serial))))
                            .findValuesAsText("description"))
                    .containsExactly("This is the code of a device", "Moved");
        }
    }
}
