# Newcombe's interval of the AUC (method 5) of the cases of delong-scores.csv, by the R package auRoc.
#
# R 4.2.2; auRoc 0.2-1 from CRAN, unpacked: its one file is enough, since the package needs JAGS to be loaded.
# Usage: Rscript scripts/reference/newcombe_reference.R auRoc/R/auc.nonpara.mw.R src/test/resources/statistics
arguments <- commandArgs(trailingOnly = TRUE)
source(arguments[1])
folder <- arguments[2]
scores <- read.csv(file.path(folder, "delong-scores.csv"))
results <- NULL
for (case in unique(scores$case)) {
  own <- scores[scores$case == case, ]
  for (which in c("first", "second")) {
    found <- auc.nonpara.mw(own[own$grade == "HGG", which], own[own$grade == "LGG", which], method = "newcombe")
    # it knows limits only where none is 0 or 1
    if (length(found) == 3 && found[1] > 0 && found[1] < 1) results <- rbind(results, data.frame(case = case, which = which,
      auc = found[1], lo = found[2], hi = found[3]))
  }
}
for (column in c("auc", "lo", "hi")) results[[column]] <- sprintf("%.17g", results[[column]])
write.csv(results, file.path(folder, "newcombe.csv"), row.names = FALSE, quote = FALSE)
