### What people told us matters most: the page that everybody may read.

public-title = Điều quan trọng nhất theo lời mọi người
public-intro = Những người đến { $center } đã cho biết nên cải thiện điều gì trước. Số người trả lời: { $people }. Thời điểm: { $date }.
public-unverified = Ai cũng có thể trả lời qua liên kết mở, nên có thể có người trả lời nhiều lần.
public-disconnected = Không phải mọi việc này đều được hỏi cùng nhau, nên chúng không có một thứ tự chung.
public-contested = Nếu đếm theo cách khác, các việc đứng đầu sẽ khác. Vì vậy hãy đọc thứ tự này một cách thận trọng.
public-provisional = Một số việc này còn mới và ít người đã thấy. Thứ tự của chúng có thể còn thay đổi.
public-tier-clear = Thuộc { $k } việc hàng đầu
public-says-clear = Gần như chắc chắn.
public-tier-probable = Rất có thể thuộc { $k } việc hàng đầu
public-says-probable = Rất có thể, nhưng chưa chắc chắn.
public-tier-close = Có lẽ thuộc { $k } việc hàng đầu
public-says-close = Các câu trả lời quá sát nhau nên chưa biết việc nào đứng trước.
public-tier-lower = Ít có khả năng thuộc { $k } việc hàng đầu
public-says-lower = Những việc này cũng quan trọng. Lần này việc khác được nhắc đến nhiều hơn.
public-chance = Những người chưa trả lời có thể nghĩ khác. Chúng tôi sẽ hỏi lại.
public-empty = Chưa có gì để đọc ở đây. Khi đủ người trả lời, quý vị sẽ thấy trên trang này.
public-elsewhere = Nội dung này chưa đọc được bằng ngôn ngữ của quý vị. Quý vị có thể đọc bằng:
public-to-heard = Điều chúng tôi đã quyết định, và vì sao
public-from-heard = Điều quan trọng nhất theo lời mọi người
public-others = Các khảo sát khác
