package dev.inventory.box.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.box.ItemImports.ImportedItem;
import dev.inventory.box.ItemImports.Outcome;
import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.OrganizationScope;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.audit.Audit;
import dev.inventory.platform.web.RequestInfo;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@SuppressWarnings("UnnecessaryAssignment") // there is no container here to inject
class ImportsTest {

    private static final String SOURCE = "warehouse";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-01-15T14:30:00Z"), ZoneOffset.UTC);

    @Parameter
    DatabaseKind kind;

    private final List<String> audited = new ArrayList<>();
    private EntityManagerFactory factory;
    private EntityManager em;
    private Items items;
    private Imports imports;

    @BeforeEach
    void open() {
        factory = kind.open();
        em = factory.createEntityManager();
        Audit audit = new Audit() {
            @Override
            public void created(String type, long id, Map<String, ?> after) {
                audited.add("created");
            }

            @Override
            public void changed(String type, long id, Map<String, ?> before, Map<String, ?> after) {
                audited.add("changed");
            }
        };
        items = new Items();
        items.em = em;
        items.caller = new Importer();
        items.audit = audit;
        items.clock = CLOCK;
        Movements movements = new Movements();
        movements.em = em;
        movements.caller = items.caller;
        movements.request = new RequestInfo();
        movements.clock = CLOCK;
        items.movements = movements;
        imports = new Imports();
        imports.em = em;
        imports.movements = movements;
        imports.caller = items.caller;
        imports.audit = audit;
        imports.clock = CLOCK;
    }

    @AfterEach
    void close() {
        em.close();
        factory.close();
    }

    @Test
    void createsThenLeavesAloneThenChanges() {
        assertThat(take(part("1", 5), part("2", 7)))
                .containsExactly(Map.entry("1", Outcome.CREATED), Map.entry("2", Outcome.CREATED));
        assertThat(take(part("2", 7), part("1", 6), part("3", 0)))
                .containsExactly(
                        Map.entry("2", Outcome.UNCHANGED),
                        Map.entry("1", Outcome.CHANGED),
                        Map.entry("3", Outcome.CREATED));

        ItemDetail changed = shown("1");
        assertThat(changed.quantity()).isEqualTo(6);
        assertThat(changed.source()).isEqualTo(SOURCE);
        assertThat(changed.externalId()).isEqualTo("1");
        assertThat(changed.boxId()).isNull();
        assertThat(changed.createdBy()).isEqualTo("importer");
        assertThat(audited).containsExactly("created", "created", "changed", "created");
        assertThat(numbers("SELECT m.delta FROM Movement m WHERE m.itemId = '" + changed.itemId() + "' ORDER BY m.id"))
                .containsExactly(5, 1);
    }

    @Test
    void keepsWhatAUserHasEdited() {
        take(part("1", 5));
        edit("1", new ItemFields(null, "PN-1", 9, "Counted by hand", null, null, null, null));

        assertThat(take(part("1", 100))).containsExactly(Map.entry("1", Outcome.UNCHANGED));
        assertThat(shown("1").quantity()).isEqualTo(9);
        assertThat(shown("1").description()).isEqualTo("Counted by hand");

        // what was not edited follows the other system
        assertThat(take(new ImportedItem("1", "PN-NEW", 100, "theirs", null, null, "C1", "SN-1")))
                .containsExactly(Map.entry("1", Outcome.CHANGED));
        assertThat(shown("1").mfgPartNumber()).isEqualTo("PN-NEW");
        assertThat(shown("1").jlcpcbPartNumber()).isEqualTo("C1");
        assertThat(shown("1").serialNumber()).isEqualTo("SN-1");
        assertThat(shown("1").quantity()).isEqualTo(9);
        assertThat(shown("1").description()).isEqualTo("Counted by hand");
    }

    @Test
    void leavesWhatIsReserved() {
        take(part("1", 5));
        inTransaction(() -> {
            find("1").reserve(4);
            return true;
        });

        take(part("1", 1));

        assertThat(shown("1").quantity()).isEqualTo(4);
    }

    @Test
    void theSameIdOfAnotherSourceIsAnotherItem() {
        take(part("1", 5));

        assertThat(inTransaction(() -> imports.take("elsewhere", List.of(part("1", 8)))))
                .containsExactly(Map.entry("1", Outcome.CREATED));
        assertThat(shown("1").quantity()).isEqualTo(5);
    }

    @Test
    void anItemThatComesTwiceIsMadeOnce() {
        assertThat(take(part("1", 5), part("1", 6))).containsExactly(Map.entry("1", Outcome.CREATED));
        assertThat(shown("1").quantity()).isEqualTo(6);
    }

    @Test
    void takesMoreThanOneQueryCouldAskFor() {
        ImportedItem[] many = IntStream.range(0, 1_203)
                .mapToObj(i -> part(Integer.toString(i), i))
                .toArray(ImportedItem[]::new);

        assertThat(take(many)).hasSize(1_203).containsValue(Outcome.CREATED);
        assertThat(take(many).values()).containsOnly(Outcome.UNCHANGED);
        assertThat(numbers("SELECT i.quantity FROM Item i")).hasSize(1_203);
    }

    private static ImportedItem part(String externalId, int quantity) {
        return new ImportedItem(externalId, "PN-" + externalId, quantity, "theirs", null, null, null, null);
    }

    private Map<String, Outcome> take(ImportedItem... imported) {
        return inTransaction(() -> imports.take(SOURCE, List.of(imported)));
    }

    private void edit(String externalId, ItemFields fields) {
        inTransaction(() -> {
            find(externalId).change(fields);
            return true;
        });
    }

    private Item find(String externalId) {
        return items.find(shown(externalId).itemId(), LockModeType.PESSIMISTIC_WRITE);
    }

    private ItemDetail shown(String externalId) {
        em.clear();
        return em.createQuery("SELECT i FROM Item i WHERE i.source = :source AND i.externalId = :id", Item.class)
                .setParameter("source", SOURCE)
                .setParameter("id", externalId)
                .getSingleResult()
                .detail(null);
    }

    private List<Integer> numbers(String query) {
        return em.createQuery(query, Integer.class).getResultList();
    }

    private <T> T inTransaction(Supplier<T> work) {
        em.getTransaction().begin();
        T result = work.get();
        em.getTransaction().commit();
        return result;
    }

    private static final class Importer implements Caller {

        @Override
        public long userId() {
            return 7;
        }

        @Override
        public String username() {
            return "importer";
        }

        @Override
        public boolean isSuperuser() {
            return false;
        }

        @Override
        public OrganizationScope scope(String role, Permission permission) {
            return OrganizationScope.EVERYTHING;
        }
    }
}
