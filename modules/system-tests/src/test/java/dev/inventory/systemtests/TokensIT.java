package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tokens may do, and what becomes of them. */
@ExtendWith(DeployedServer.class)
class TokensIT {

    private static final String TOKENS = "/api/user/tokens/";
    private static final String TOKEN = "/api/user/token/";

    private final Server server;
    private Site site;
    private Api owner;

    TokensIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void somebodyWithDevices() {
        site = Site.create(server, "tokens");
        owner = site.memberByPassword("device", "view", "add", "change", "delete");
    }

    private Answer make(Map<String, Object> wishes) {
        return owner.post(TOKENS, wishes).expect(201);
    }

    private Api with(Answer made) {
        return owner.bearer(made.json().path("token").asText());
    }

    @Test
    void showsTheValueOnceAndThenRedacted() {
        Answer made = make(Map.of("name", "printer", "expiry", "2031-02-03"));
        String value = made.json().path("token").asText();

        assertThat(value).matches("inv-[0-9a-f]{40}-20310203");
        assertThat(made.header("Location"))
                .hasValueSatisfying(at -> assertThat(at).endsWith(TOKENS + made.id() + "/"));
        JsonNode row = owner.get(TOKENS + "?name=printer")
                .expect(200)
                .json()
                .path("results")
                .path(0);
        assertThat(Json.names(row))
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "token",
                        "user",
                        "created",
                        "expiry",
                        "last_seen",
                        "in_use",
                        "active",
                        "revoked",
                        "write_enabled",
                        "allowed_ips",
                        "scopes");
        assertThat(row.path("token").asText())
                .doesNotContain(value.substring(4, 44))
                .endsWith("-20310203");
        assertThat(row.path("last_seen").isNull()).isTrue();
        assertThat(owner.get(TOKENS + made.id() + "/").expect(200).body()).doesNotContain(value);
        assertThat(owner.get("/api/v1/inventory_device/").expect(200).body()).doesNotContain(value);
    }

    @Test
    void tellsWhichOneIsInUseAndWhenItWasSeen() {
        Answer made = make(Map.of("name", "mine"));

        JsonNode row = with(made).get(TOKENS + made.id() + "/").expect(200).json();
        assertThat(row.path("in_use").asBoolean()).isTrue();
        JsonNode later = owner.get(TOKENS + made.id() + "/").expect(200).json();
        assertThat(later.path("in_use").asBoolean()).isFalse();
        assertThat(later.path("last_seen").asText())
                .isIn(
                        LocalDate.now(ZoneOffset.UTC).toString(),
                        LocalDate.now(ZoneOffset.UTC).minusDays(1).toString());
    }

    @Test
    void oneThatMayNotWriteChangesNothing() {
        Answer made = make(Map.of("name", "reader", "write_enabled", false));
        Api reader = with(made);
        long device = site.register().id();

        reader.get(Site.device(device)).expect(200);
        reader.get("/api/user/me/").expect(200);
        reader.post(Site.DEVICES, site.device()).expect(403);
        reader.patch(Site.device(device), Map.of("location", "x")).expect(403);
        reader.put(Site.device(device), site.device()).expect(403);
        reader.delete(Site.device(device)).expect(403);
        reader.patch("/api/user/me/", Map.of("first_name", "x")).expect(403);
        reader.post(
                        "/api/user/me/set-password/",
                        Map.of("old_password", Site.PASSWORD, "new_password", "another-one-77"))
                .expect(403);
        reader.post(TOKENS, Map.of("name", "more")).expect(403);
        reader.delete(TOKENS + made.id() + "/").expect(403);
        reader.get(TOKEN).expect(403);
        assertThat(reader.get("/api/user/roles/")
                        .expect(200)
                        .json()
                        .path("roles")
                        .path("device"))
                .isEqualTo(Json.parse("[\"view\"]"));
        owner.get(Site.device(device)).expect(200);
    }

    @Test
    void scopesAreAllThatItHas() {
        Api scoped = with(make(Map.of("scopes", List.of("DEVICE_GET", "device_create"))));
        long device = scoped.post(Site.DEVICES, site.device()).expect(201).id();

        scoped.get(Site.device(device)).expect(200);
        scoped.get(Site.DEVICES).expect(200);
        scoped.patch(Site.device(device), Map.of("location", "x")).expect(403);
        scoped.delete(Site.device(device)).expect(403);
        scoped.get(Site.ORGANIZATIONS).expect(403);
        scoped.patch("/api/user/me/", Map.of("first_name", "x")).expect(403);
        scoped.post(TOKENS, Map.of()).expect(403);
        scoped.get(TOKEN).expect(403);
    }

    @Test
    void scopesBindASuperuserToo() {
        String value = server.admin()
                .post(TOKENS, Map.of("name", Site.unique("scoped"), "scopes", List.of("ORGANIZATION_GET")))
                .expect(201)
                .json()
                .path("token")
                .asText();
        Api scoped = server.anonymous().bearer(value);

        scoped.get(Site.ORGANIZATIONS + site.id() + "/").expect(200);
        scoped.get(Site.DEVICES).expect(403);
        scoped.get("/api/user/").expect(403);
        scoped.get("/api/v1/audit_log/").expect(403);
        scoped.get(TOKENS + "?all_users=true").expect(403);
        scoped.delete(Site.ORGANIZATIONS + site.id() + "/").expect(403);
    }

    @Test
    void worksFromItsNetworksAlone() {
        with(make(Map.of("allowed_ips", List.of("127.0.0.0/8", "::1"))))
                .get(Site.DEVICES)
                .expect(200);

        Answer refused = with(make(Map.of("allowed_ips", List.of("192.0.2.0/24"))))
                .get(Site.DEVICES)
                .expect(403);

        assertThat(refused.json().path("detail").asText()).contains("127.0.0.1");
    }

    @Test
    void makesNoneThatMayDoMore() {
        Api narrow = with(make(Map.of("allowed_ips", List.of("127.0.0.0/8"), "expiry", "2031-01-01")));

        narrow.post(TOKENS, Map.of("allowed_ips", List.of("0.0.0.0/0"))).expect(403);
        narrow.post(TOKENS, Map.of("allowed_ips", List.of("127.0.0.0/8", "10.0.0.0/8")))
                .expect(403);
        Answer tooLong = narrow.post(TOKENS, Map.of("expiry", "2031-01-02")).expect(400);
        assertThat(Json.names(tooLong.json())).containsExactly("expiry");
        narrow.get(TOKEN).expect(403);
        JsonNode heir = narrow.post(TOKENS, Map.of("allowed_ips", List.of("127.0.0.1"), "write_enabled", false))
                .expect(201)
                .json();
        assertThat(heir.path("allowed_ips")).isEqualTo(Json.parse("[\"127.0.0.1\"]"));
        JsonNode inherited = narrow.post(TOKENS, Map.of()).expect(201).json();
        assertThat(inherited.path("allowed_ips")).isEqualTo(Json.parse("[\"127.0.0.0/8\"]"));
    }

    @Test
    void aShortLivedOneIsNotExchangedForALongLivedOne() {
        JsonNode lasting = owner.get(TOKEN + "?name=long").expect(200).json();
        String soon = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
        Api shortLived = with(make(Map.of("expiry", soon)));

        for (String name : List.of("long", "fresh")) {
            JsonNode given = shortLived.get(TOKEN + "?name=" + name).expect(200).json();
            assertThat(given.path("expiry").asText()).isEqualTo(soon);
            assertThat(shortLived.get(TOKEN + "?name=" + name).expect(200).json())
                    .isEqualTo(given);
        }
        // and nobody else's name is taken by it
        assertThat(owner.get(TOKEN + "?name=long").expect(200).json()).isEqualTo(lasting);
        assertThat(owner.get(TOKEN + "?name=fresh").expect(200).json().path("expiry"))
                .isEqualTo(lasting.path("expiry"));
    }

    @Test
    void oneWithLimitsGivesNoRightsAndNoPasswords() {
        Api administrator = site.memberEverywhere("admin", "view", "add", "change", "delete");
        long own =
                administrator.get("/api/user/me/").expect(200).json().path("pk").asLong();
        String value = administrator
                .post(TOKENS, Map.of("allowed_ips", List.of("127.0.0.0/8")))
                .expect(201)
                .json()
                .path("token")
                .asText();
        Api limited = server.anonymous().bearer(value);

        limited.get("/api/user/" + own + "/").expect(200);
        limited.post("/api/user/" + own + "/set-password/", Map.of("password", "tulip-long-pw-3"))
                .expect(403);
        limited.post("/api/user/", Map.of("username", Site.unique("more"), "password", "tulip-long-pw-3"))
                .expect(403);
        limited.patch("/api/user/" + own + "/", Map.of("first_name", "x")).expect(403);
        limited.post("/api/user/group/", Map.of("name", Site.unique("more"))).expect(403);
        limited.patch("/api/user/ruleset/1/", Map.of("can_view", true)).expect(403);
        limited.post("/api/v1/master_key/rotate/", Map.of()).expect(403);
        assertThat(Json.names(administrator
                        .post(TOKENS, Map.of("scopes", List.of("ADMIN_UPDATE")))
                        .expect(400)
                        .json()))
                .containsExactly("scopes");
        administrator.patch("/api/user/" + own + "/", Map.of("first_name", "x")).expect(200);
    }

    @Test
    void whoSaysWronglyWhoItIsIsToldSoWhereNobodyIsAsked() {
        Answer made = make(Map.of("name", "reader"));
        with(made).get("/api/boxes/list").expect(200);
        owner.delete(TOKENS + made.id() + "/").expect(204);

        with(made).get("/api/boxes/list").expect(401);
        server.anonymous().get("/api/boxes/list").expect(200);
    }

    @Test
    void aParameterThatNobodyKnowsIsRefusedOnDetailsToo() {
        for (String path : List.of("/api/user/me/", "/api/user/roles/", "/api/", TOKENS + "1/")) {
            assertThat(Json.names(
                            server.admin().get(path + "?colour=red").expect(400).json()))
                    .as(path)
                    .containsExactly("colour");
        }
    }

    @Test
    void revokedMeansAtOnceAndSaysSo() {
        Answer made = make(Map.of("name", "gone"));
        Api holder = with(made);
        holder.get(Site.DEVICES).expect(200);

        owner.delete(TOKENS + made.id() + "/").expect(204);

        assertThat(holder.get(Site.DEVICES).expect(401).json().path("detail").asText())
                .isEqualTo("Token has been revoked");
        JsonNode row = owner.get(TOKENS + made.id() + "/").expect(200).json();
        assertThat(row.path("revoked").asBoolean()).isTrue();
        assertThat(row.path("active").asBoolean()).isFalse();
        owner.delete(TOKENS + made.id() + "/").expect(204);
    }

    @Test
    void aRevokedOneIsReplacedWhenAskedForByName() {
        JsonNode first = owner.get(TOKEN + "?name=backup").expect(200).json();
        long id = owner.get(TOKENS + "?name=backup")
                .json()
                .path("results")
                .path(0)
                .path("id")
                .asLong();

        owner.delete(TOKENS + id + "/").expect(204);
        JsonNode second = owner.get(TOKEN + "?name=backup").expect(200).json();

        assertThat(second.path("token").asText())
                .isNotEqualTo(first.path("token").asText());
        owner.bearer(second.path("token").asText()).get(Site.DEVICES).expect(200);
        owner.bearer(first.path("token").asText()).get(Site.DEVICES).expect(401);
    }

    @Test
    void onesOwnAreAllThatOneSees() {
        Answer mine = make(Map.of("name", "private"));
        Api other = site.memberByPassword("device", "view");

        other.get(TOKENS + mine.id() + "/").expect(404);
        other.delete(TOKENS + mine.id() + "/").expect(404);
        assertThat(other.get(TOKENS).expect(200).json().path("count").asInt()).isZero();
        other.get(TOKENS + "?all_users=true").expect(403);
        JsonNode all = server.admin()
                .get(TOKENS + "?all_users=true&id=" + mine.id())
                .expect(200)
                .json();
        assertThat(all.path("count").asInt()).isEqualTo(1);
        server.admin().delete(TOKENS + mine.id() + "/").expect(204);
        with(mine).get(Site.DEVICES).expect(401);
    }

    @Test
    void endsWithItsUsersActivityAndFollowsItsUsersRights() {
        Api holder = owner.byToken();
        long user = holder.get("/api/user/me/").expect(200).json().path("pk").asLong();
        long group = holder.get("/api/user/me/")
                .json()
                .path("groups")
                .path(0)
                .path("pk")
                .asLong();
        long rules = server.admin()
                .get("/api/user/ruleset/?name=device&group=" + group)
                .json()
                .path("results")
                .path(0)
                .path("pk")
                .asLong();
        holder.get(Site.DEVICES).expect(200);

        server.admin()
                .patch(
                        "/api/user/ruleset/" + rules + "/",
                        Map.of("can_view", false, "can_add", false, "can_change", false, "can_delete", false))
                .expect(200);
        holder.get(Site.DEVICES).expect(403);
        server.admin()
                .patch("/api/user/" + user + "/", Map.of("is_active", false))
                .expect(200);

        assertThat(holder.get(Site.DEVICES).expect(401).json().path("detail").asText())
                .isEqualTo("User inactive or deleted.");
        server.admin().delete("/api/user/" + user + "/").expect(204);
        assertThat(holder.get(Site.DEVICES).expect(401).json().path("detail").asText())
                .isEqualTo("Invalid token.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"expiry\": \"2020-01-01\"} | expiry",
                "{\"expiry\": \"never\"} | expiry",
                "{\"expiry\": null} | expiry",
                "{\"write_enabled\": \"yes\"} | write_enabled",
                "{\"allowed_ips\": [\"10.0.0.0/64\"]} | allowed_ips",
                "{\"allowed_ips\": [7]} | allowed_ips",
                "{\"scopes\": [\"BOX_BURN\"]} | scopes",
                "{\"name\": 5} | name",
                "{\"scope\": []} | scope"
            })
    void badWishesAreNamed(String body, String field) {
        assertThat(Json.names(owner.post(TOKENS, body).expect(400).json())).containsExactly(field);
    }

    @Test
    void somebodyElsesPasswordIsSetByAdministratorsAlone() {
        String name = Site.unique("colleague");
        long user = site.createUser(name);
        String path = "/api/user/" + user + "/set-password/";
        Api admins = site.memberEverywhere("admin", "change");

        owner.post(path, Map.of("password", "correct-horse-7")).expect(403);
        assertThat(Json.names(admins.post(path, Map.of("password", "short"))
                        .expect(400)
                        .json()))
                .containsExactly("password");
        admins.post(path, Map.of("password", "correct-horse-7")).expect(204);
        server.anonymous().basic(name, "correct-horse-7").get("/api/user/me/").expect(200);
        server.anonymous().basic(name, Site.PASSWORD).get("/api/user/me/").expect(401);
        admins.post("/api/user/1/set-password/", Map.of("password", "correct-horse-7"))
                .expect(403);
        admins.post("/api/user/99999999/set-password/", Map.of("password", "correct-horse-7"))
                .expect(404);
        admins.put(path, Map.of("password", "correct-horse-8")).expect(204);
        server.anonymous().basic(name, "correct-horse-8").get("/api/user/me/").expect(200);
    }

    @Test
    void everyChangeIsInTheAuditLog() {
        Answer made = make(Map.of("name", "watched"));
        owner.delete(TOKENS + made.id() + "/").expect(204);
        String log = "/api/v1/audit_log/?object_type=token&object_id=" + made.id() + "&ordering=id";

        owner.get(log).expect(403);
        JsonNode entries = server.admin().get(log).expect(200).json().path("results");
        assertThat(Json.column(entries, "action")).containsExactly("create", "update");
        assertThat(entries.path(1).path("before")).isEqualTo(Json.parse("{\"revoked\": false}"));
        assertThat(entries.path(1).path("after")).isEqualTo(Json.parse("{\"revoked\": true}"));
        assertThat(entries.toString()).doesNotContain(made.json().path("token").asText());
        long id = entries.path(0).path("id").asLong();
        assertThat(server.admin()
                        .get("/api/v1/audit_log/" + id + "/")
                        .expect(200)
                        .json())
                .isEqualTo(entries.path(0));
        server.admin().get("/api/v1/audit_log/999999999/").expect(404);
        server.admin().get("/api/v1/audit_log/?time__gte=yesterday").expect(400);
        server.admin().delete("/api/v1/audit_log/" + id + "/").expect(405);
    }
}
