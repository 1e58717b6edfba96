package dev.inventory.platform.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.inventory.platform.failure.Conflict;
import dev.inventory.platform.failure.ItemFailures;
import dev.inventory.platform.failure.NotFound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemsTest {

    @Test
    void allOrNone() {
        assertThat(Items.all(List.of(1, 2), item -> item * 2)).containsExactly(2, 4);

        ItemFailures failures = catchThrowableOfType(
                ItemFailures.class,
                () -> Items.all(List.of(1, 2, 3), item -> {
                    if (item > 1) {
                        throw new Conflict("no " + item);
                    }
                    return item;
                }));

        assertThat(failures.status()).isEqualTo(409);
        assertThat(failures.items()).containsExactly(Map.of(), Map.of("detail", "no 2"), Map.of("detail", "no 3"));
    }

    @Test
    void failuresOfDifferentKindsAreABadRequest() {
        ItemFailures failures = catchThrowableOfType(
                ItemFailures.class,
                () -> Items.all(List.of(1, 2), item -> {
                    throw item == 1 ? new Conflict("taken") : NotFound.object();
                }));

        assertThat(failures.status()).isEqualTo(400);
    }

    @Test
    void whatTheServerDidWrongEndsTheWork() {
        List<Integer> tried = new ArrayList<>();

        assertThatThrownBy(() -> Items.all(List.of(1, 2), item -> {
                    tried.add(item);
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(tried).containsExactly(1);
    }

    @Test
    void errorsAreToldInTheOrderOfTheRequest() {
        List<Long> done = new ArrayList<>();

        ItemFailures failures = catchThrowableOfType(
                ItemFailures.class,
                () -> Items.all(List.of(1L, 2L, 3L), List.of(3L, 2L, 1L), id -> {
                    done.add(id);
                    if (id == 1) {
                        throw NotFound.object();
                    }
                }));

        assertThat(done).containsExactly(3L, 2L, 1L);
        assertThat(failures.items()).containsExactly(Map.of("detail", "Not found."), Map.of(), Map.of());
    }

    @Test
    void childrenComeBeforeTheirParents() {
        Map<Long, @Nullable Long> parents = new HashMap<>();
        parents.put(1L, null);
        parents.put(2L, 7L);
        parents.put(3L, 2L);
        parents.put(7L, 1L);
        parents.put(9L, 100L); // whose parent is not among them

        List<Long> order = Items.childrenFirst(parents);

        assertThat(order).containsExactlyInAnyOrder(1L, 2L, 3L, 7L, 9L).containsSubsequence(3L, 2L, 7L, 1L);
    }
}
