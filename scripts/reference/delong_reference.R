# Areas under two ROC curves of the same patients, compared by pROC (DeLong's test).
#
# R 4.2.2, pROC 1.18.0 (Debian 12: r-cran-proc).
# Usage: Rscript scripts/reference/delong_reference.R src/test/resources/statistics
suppressMessages(library(pROC))
folder <- commandArgs(trailingOnly = TRUE)[1]
set.seed(20)
scores <- NULL
results <- NULL
# corners: two patients a grade, both perfect, opposite, one or both all tied, one perfect, the other worse than chance
corners <- list(list(c(0.9, 0.8, 0.1, 0.2), c(0.9, 0.1, 0.8, 0.2)), list(c(0.9, 0.8, 0.1, 0.2), c(0.7, 0.8, 0.2, 0.3)),
  list(c(0.9, 0.8, 0.1, 0.2), c(0.1, 0.2, 0.9, 0.8)), list(c(0.5, 0.5, 0.5, 0.5), c(0.9, 0.3, 0.6, 0.2)),
  list(c(0.5, 0.5, 0.5, 0.5), c(0.2, 0.2, 0.2, 0.2)), list(c(0.9, 0.9, 0.9, 0.8, 0.1, 0.2), c(0.3, 0.4, 0.6, 0.5, 0.45, 0.7)))
compare <- function(case, grade, first, second) {
  one <- roc(grade, first, levels = c(0, 1), direction = "<", quiet = TRUE)
  other <- roc(grade, second, levels = c(0, 1), direction = "<", quiet = TRUE)
  test <- suppressWarnings(roc.test(one, other, method = "delong", paired = TRUE))
  limits <- if (is.null(test$conf.int)) c(NA, NA) else test$conf.int
  scores <<- rbind(scores, data.frame(case = case, grade = ifelse(grade == 1, "HGG", "LGG"), first = first, second = second))
  results <<- rbind(results, data.frame(case = case, auc_first = auc(one), auc_second = auc(other),
    z = as.numeric(test$statistic), p = as.numeric(test$p.value), lo = limits[1], hi = limits[2]))
}
for (case in 1:60) {
  high <- sample(2:40, 1)
  low <- sample(2:25, 1)
  grade <- c(rep(1, high), rep(0, low))
  shared <- rnorm(high + low, grade)
  digits <- c(9, 2, 1)[case %% 3 + 1]
  first <- round(plogis(shared + rnorm(high + low, 0, 0.7)), digits)
  second <- round(plogis(shared + rnorm(high + low, 0, runif(1, 0.2, 2))), digits)
  if (case == 1) second <- first
  if (case == 2) first <- (grade + 1) / 4
  compare(case, grade, first, second)
}
for (i in seq_along(corners)) {
  highs <- if (i == 6) 4 else 2
  compare(60 + i, c(rep(1, highs), 0, 0), corners[[i]][[1]], corners[[i]][[2]])
}
write <- function(table, name) {
  text <- table
  for (column in names(text)) if (is.numeric(text[[column]])) text[[column]] <- sprintf("%.17g", text[[column]])
  text[text == "NA" | text == "NaN"] <- ""
  write.csv(text, file.path(folder, name), row.names = FALSE, quote = FALSE)
}
write(scores, "delong-scores.csv")
write(results, "delong.csv")
